import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  rem,
  Select,
  Skeleton,
  Tooltip,
} from "@mantine/core";

const pine: MantineColorsTuple = [
  "#E9F6F2",
  "#CFEAE2",
  "#A2D8C9",
  "#6CC6AF",
  "#2FB79A",
  "#1F9E84",
  "#158C74",
  "#0E7C66",
  "#0A6553",
  "#064B3E",
];

const slate: MantineColorsTuple = [
  "#F6F8FA",
  "#EDF0F3",
  "#DDE2E8",
  "#C3CAD3",
  "#87929F",
  "#6B7785",
  "#51606F",
  "#3A4652",
  "#242D36",
  "#151C23",
];

const ink: MantineColorsTuple = [
  "#E4E9EE",
  "#C5CDD6",
  "#9CA9B6",
  "#6F7C8A",
  "#38434E",
  "#28313A",
  "#1E262E",
  "#171D24",
  "#10151A",
  "#0B0F13",
];

const space = (steps: number) => rem(steps * 4);

/** What both colour schemes share: sizes that Mantine has no name for. */
const sizes = {
  "--vd-rail": rem(232),
  "--vd-rail-narrow": rem(56),
  "--vd-bar": rem(48),
  "--vd-gutter": rem(20),
  "--vd-row": rem(36),
  "--vd-control": rem(32),
  "--vd-control-small": rem(26),
  "--vd-control-font": rem(14),
  "--vd-round": rem(24),
  "--vd-touch": rem(44),
  "--vd-touch-font": rem(16),
  "--vd-target": rem(24),
  "--vd-tile": rem(28),
  "--vd-icon": rem(16),
  "--vd-icon-large": rem(32),
  "--vd-hair": "1px",
  "--vd-ring": "2px",
  "--vd-form": rem(640),
  "--vd-form-narrow": rem(480),
  "--vd-tile-library": rem(280),
  "--vd-entry": rem(400),
  "--vd-measure": "72ch",
  "--vd-article": rem(960),
  "--vd-measure-wide": rem(860),
  "--vd-panel-min": rem(340),
  "--vd-panel-narrow": rem(240),
  "--vd-icon-step": rem(20),
  "--vd-panel-max": rem(440),
  "--vd-card-min": rem(420),
  "--vd-column-status": rem(132),
  "--vd-column-number": rem(92),
  "--vd-column-time": rem(150),
  "--vd-column-name": rem(180),
  "--vd-fact": rem(216),
  "--vd-column-account": rem(150),
  "--vd-column-check": rem(40),
  "--vd-column-act": rem(104),
  "--vd-column-acts": rem(140),
  "--vd-filter": rem(200),
  "--vd-plot": rem(140),
  "--vd-table-aside": rem(240),
  "--vd-indent": rem(16),
  "--vd-qr": rem(168),
  "--vd-logo": rem(20),
  "--vd-step-panel": rem(400),
  "--vd-card-height": rem(72),
  "--vd-port": rem(12),
  "--vd-port-name": rem(120),
  "--vd-face": rem(36),
  // A camera reads dark on light, in a dark room too.
  "--vd-qr-ink": "#151C23",
  "--vd-qr-paper": "#FFFFFF",
  "--vd-motion": "150ms",
  "--vd-weight-strong": "600",
};

const light = {
  "--mantine-color-body": "#F6F8FA",
  "--mantine-color-text": "#151C23",
  "--mantine-color-dimmed": "#51606F",
  "--mantine-color-placeholder": "#5F6C79",
  "--mantine-color-default": "#FFFFFF",
  "--mantine-color-default-hover": "#EDF0F3",
  "--mantine-color-default-border": "#87929F",
  "--mantine-color-error": "#B42318",
  "--mantine-color-anchor": "#0A6553",
  "--mantine-color-disabled": "#EDF0F3",
  "--mantine-color-disabled-color": "#6B7785",
  "--vd-surface": "#FFFFFF",
  "--vd-sunken": "#EDF0F3",
  "--vd-raised": "#FFFFFF",
  "--vd-hover": "#F0F3F6",
  "--vd-line": "#DDE2E8",
  "--vd-brand": "#0E7C66",
  "--vd-on-brand": "#FFFFFF",
  "--vd-selected": "#E1F2EC",
  "--vd-on-selected": "#064B3E",
  "--vd-tone-neutral": "#51606F",
  "--vd-tone-blue": "#1D5FBF",
  "--vd-tone-violet": "#6941C6",
  "--vd-tone-amber": "#8A5200",
  "--vd-tone-red": "#B42318",
  "--vd-wash-neutral": "#EDF0F3",
  "--vd-wash-blue": "#E6EFFB",
  "--vd-wash-violet": "#EFEAFB",
  "--vd-wash-amber": "#FBF1DC",
  "--vd-wash-red": "#FCEBE9",
  "--vd-edge": "#6B7785",
  "--vd-selected-wash": "rgb(14 124 102 / 0.1)",
  "--vd-map-mask": "rgb(195 202 211 / 0.45)",
};

const dark = {
  "--mantine-color-body": "#10151A",
  "--mantine-color-text": "#E4E9EE",
  "--mantine-color-dimmed": "#9CA9B6",
  "--mantine-color-placeholder": "#8C99A6",
  "--mantine-color-default": "#171D24",
  "--mantine-color-default-hover": "#242D36",
  "--mantine-color-default-border": "#6F7C8A",
  "--mantine-color-error": "#F58A7E",
  "--mantine-color-anchor": "#57CDB2",
  "--mantine-color-disabled": "#1E262E",
  "--mantine-color-disabled-color": "#87929F",
  "--vd-surface": "#171D24",
  "--vd-sunken": "#1E262E",
  "--vd-raised": "#38434E",
  "--vd-hover": "#1C232B",
  "--vd-line": "#2A333D",
  "--vd-brand": "#2FB79A",
  "--vd-on-brand": "#06231C",
  "--vd-selected": "#12332C",
  "--vd-on-selected": "#A2E4D3",
  "--vd-tone-neutral": "#9CA9B6",
  "--vd-tone-blue": "#7DB2F5",
  "--vd-tone-violet": "#B79CF5",
  "--vd-tone-amber": "#E5B454",
  "--vd-tone-red": "#F58A7E",
  "--vd-wash-neutral": "#2A333D",
  "--vd-wash-blue": "#1A3459",
  "--vd-wash-violet": "#352A5C",
  "--vd-wash-amber": "#3F3115",
  "--vd-wash-red": "#4D2320",
  "--vd-edge": "#87929F",
  "--vd-selected-wash": "rgb(47 183 154 / 0.14)",
  "--vd-map-mask": "rgb(11 15 19 / 0.6)",
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: sizes, light, dark });

/** What a button looks like while what it stands for is on. */
const pressed = {
  background: "var(--vd-selected)",
  hover: "var(--vd-selected)",
  color: "var(--vd-on-selected)",
  border: "var(--vd-hair) solid var(--vd-brand)",
};

/** Every value of a style that is not said in CSS modules. Changing the look means changing this file only. */
export const theme = createTheme({
  colors: { pine, slate, gray: slate, dark: ink },
  primaryColor: "pine",
  primaryShade: { light: 7, dark: 4 },
  black: "#151C23",
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: "1.35", sm: "1.4", md: "1.45", lg: "1.5", xl: "1.4" },
  spacing: {
    "2xs": space(0.5),
    xs: space(1),
    sm: space(2),
    md: space(3),
    lg: space(4),
    xl: space(6),
    "2xl": space(10),
  },
  radius: { xs: rem(4), sm: rem(6), md: rem(8), lg: rem(8), xl: rem(8) },
  defaultRadius: "sm",
  breakpoints: { xs: "30em", sm: "48em", md: "62em", lg: "75em", xl: "100em" },
  shadows: {
    xs: "none",
    sm: "none",
    md: "0 4px 16px rgb(11 15 19 / 0.16)",
    lg: "0 4px 16px rgb(11 15 19 / 0.16)",
    xl: "0 4px 16px rgb(11 15 19 / 0.16)",
  },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: rem(20), lineHeight: rem(28) },
      h2: { fontSize: rem(16), lineHeight: rem(24) },
      h3: { fontSize: rem(14), lineHeight: rem(20) },
      h4: { fontSize: rem(14), lineHeight: rem(20) },
      h5: { fontSize: rem(14), lineHeight: rem(20) },
      h6: { fontSize: rem(14), lineHeight: rem(20) },
    },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    const brand = input.color === undefined || input.color === "pine";
    // What is pressed is marked as what is selected is: the wash of the library cannot be seen in the dark.
    if (input.variant === "light" && brand) return { ...resolved, ...pressed };
    return input.variant === "filled" && brand ? { ...resolved, color: "var(--vd-on-brand)" } : resolved;
  },
  components: {
    Button: Button.extend({
      // A label that is longer than a phone is wide goes on in a second line.
      styles: {
        root: {
          display: "inline-flex",
          alignItems: "center",
          justifyContent: "center",
          height: "auto",
          minHeight: "var(--button-height)",
          maxWidth: "100%",
        },
        label: {
          height: "auto",
          overflow: "visible",
          whiteSpace: "normal",
          lineHeight: "var(--mantine-line-height-xs)",
        },
      },
      vars: () => ({
        root: {
          "--button-height": "var(--vd-control)",
          "--button-fz": "var(--vd-control-font)",
          "--button-padding-x": rem(12),
        },
        inner: {},
        label: {},
        loader: {},
        section: {},
      }),
    }),
    Input: Input.extend({
      // What is typed has the direction of its own letters.
      defaultProps: { attributes: { input: { dir: "auto" } } },
      vars: () => ({
        wrapper: {
          "--input-height": "var(--vd-control)",
          "--input-fz": "var(--vd-control-font)",
          "--input-bd": "var(--mantine-color-default-border)",
          "--input-bg": "var(--mantine-color-default)",
        },
        input: {},
        section: {},
      }),
    }),
    InputWrapper: Input.Wrapper.extend({
      vars: () => ({
        label: {},
        error: { "--input-error-size": "var(--mantine-font-size-sm)" },
        success: {},
        description: { "--input-description-size": "var(--mantine-font-size-sm)" },
      }),
    }),
    Menu: Menu.extend({
      // What the library focuses instead of the first entry is nothing that a menu may have in it.
      defaultProps: { withInitialFocusPlaceholder: false, shadow: "md", transitionProps: { duration: 120 } },
    }),
    Modal: Modal.extend({
      // In the dark, what floats is told from what lies by more than its shadow.
      styles: {
        title: { fontWeight: 600, lineHeight: "var(--mantine-line-height-sm)" },
        // Else the ring of focus round the first field would lie under the title row.
        body: { paddingBlockStart: space(1) },
        content: { background: "var(--vd-surface)", border: "var(--vd-hair) solid var(--vd-line)" },
        header: { background: "var(--vd-surface)" },
      },
      defaultProps: { centered: true, transitionProps: { duration: 150 }, shadow: "md" },
    }),
    Select: Select.extend({ defaultProps: { maxDropdownHeight: 360 } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, transitionProps: { duration: 120 } } }),
    Skeleton: Skeleton.extend({ defaultProps: { radius: "sm" } }),
  },
});

/** Lengths a component must know as numbers: pixels, and ms for motion. */
export const frameSize = { rail: 232, railNarrow: 56, bar: 48, motion: 150 } as const;

/** Of the small map, in pixels: its drawing is scaled to it. */
export const mapSize = { width: 160, height: 112 } as const;
