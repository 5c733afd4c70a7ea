import { Menu, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import type { ValueKind } from "../document/input-field.ts";
import { texts } from "./field-texts.ts";
import classes from "./source-input.module.css";
import { type SourceMode, sourceModes } from "./source-mode.ts";
import type { OwnMode } from "./source-props.ts";

interface ModeMenuProps {
  label: string;
  kind: ValueKind;
  mode: SourceMode;
  /** Ways that lead nowhere here, as when no step comes before. */
  closed: readonly SourceMode[];
  own: readonly OwnMode[];
  onMode: (mode: SourceMode) => void;
}

const isWhole = (kind: ValueKind): boolean => kind === "json" || kind === "list" || kind === "object";

const titleOf = (mode: SourceMode, kind: ValueKind): string =>
  mode === "value" && isWhole(kind) ? texts.asJson : texts.modes[mode];

/** How a field is filled, and the other ways to do so. */
export function ModeMenu({ label, kind, mode, closed, own, onMode }: ModeMenuProps) {
  const active = own.find((one) => one.active);
  // What is not set is not filled in any way, though its form is there.
  const shown = active === undefined || mode === "ignored" ? titleOf(mode, kind) : active.title;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={classes.mode} aria-label={`${texts.modeOf(label)}: ${shown}`}>
          {shown}
          <IconChevronDown className={classes.chevron} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {own.map(({ title, hint, active: current, onUse }) => (
          <Menu.Item key={title} aria-current={current || undefined} onClick={onUse}>
            {title}
            <Text size="xs" c="dimmed">
              {hint}
            </Text>
          </Menu.Item>
        ))}
        {sourceModes.map((one) => (
          <Menu.Item
            key={one}
            aria-current={(active === undefined && one === mode) || undefined}
            disabled={closed.includes(one)}
            onClick={() => onMode(one)}
          >
            {titleOf(one, kind)}
            <Text size="xs" c="dimmed">
              {one === "value" && isWhole(kind) ? texts.asJsonHint : texts.modeHints[one]}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
