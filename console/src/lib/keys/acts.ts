/** Why the keys of an act cannot be others. */
export type Fixed = "everywhere" | "direction" | "browser" | "typed";

interface Act {
  /** By which combinations it is done unless somebody wants others; each does it. */
  keys: readonly string[];
  /** Set where they cannot be changed. */
  fixed?: Fixed;
  /** It is done elsewhere (by the browser, a field, the canvas) and only told here. */
  told?: true;
  /** Also in places that have keys of their own. */
  everywhere?: true;
  /** Also while somebody writes, by a combination that writes nothing. */
  whileTyping?: true;
}

/**
 * Every act that has keys, by the place where they mean it, in the order in which they are listed. `go` is what follows
 * the key for `console.go`. Their words are in texts.ts.
 */
const acts = {
  console: {
    palette: { keys: ["Ctrl+K"], everywhere: true, whileTyping: true },
    sheet: { keys: ["?"] },
    search: { keys: ["/"] },
    nextRow: { keys: ["J"] },
    lastRow: { keys: ["K"] },
    pickRow: { keys: ["X"] },
    pickRows: { keys: ["Shift+X"] },
    next: { keys: ["Tab"], fixed: "everywhere", told: true },
    leave: { keys: ["Escape"], fixed: "everywhere", told: true },
    go: { keys: ["G"] },
  },
  go: {
    dashboard: { keys: ["D"] },
    accounts: { keys: ["A"] },
    cycles: { keys: ["C"] },
    connections: { keys: ["O"] },
    runs: { keys: ["R"] },
    events: { keys: ["E"] },
    talks: { keys: ["P"] },
    trace: { keys: ["T"] },
  },
  builder: {
    undo: { keys: ["Ctrl+Z"] },
    redo: { keys: ["Ctrl+Shift+Z", "Ctrl+Y"] },
    clipboard: { keys: ["Ctrl+C", "Ctrl+X", "Ctrl+V"], fixed: "browser", told: true },
    duplicate: { keys: ["Ctrl+D"] },
    selectAll: { keys: ["Ctrl+A"] },
    remove: { keys: ["Delete", "Backspace"] },
    add: { keys: ["A"] },
    enter: { keys: ["Enter"], fixed: "everywhere" },
    rename: { keys: ["F2"] },
    disable: { keys: ["D"] },
    group: { keys: ["Ctrl+G"] },
    ungroup: { keys: ["Ctrl+Shift+G"] },
    escape: { keys: ["Escape"], fixed: "everywhere" },
    walk: { keys: ["Arrows"], fixed: "direction", told: true },
    extend: { keys: ["Shift+Arrows"], fixed: "direction", told: true },
    nudge: { keys: ["Ctrl+Arrows"], fixed: "direction", told: true },
    save: { keys: ["Ctrl+S"], whileTyping: true },
    find: { keys: ["Ctrl+F"], whileTyping: true },
    view: { keys: ["O"] },
    fit: { keys: ["1"] },
    fitSelection: { keys: ["2"] },
    ownSize: { keys: ["0"] },
    zoomIn: { keys: ["+"] },
    zoomOut: { keys: ["-"] },
    tidy: { keys: ["Shift+Alt+T"] },
    expression: { keys: ["="], fixed: "typed", told: true },
    slash: { keys: ["/"], fixed: "typed", told: true },
    test: { keys: ["T", "Ctrl+Enter"], whileTyping: true },
    runToHere: { keys: ["Shift+T"] },
    run: { keys: ["Ctrl+Shift+Enter"], whileTyping: true },
    keys: { keys: ["?"] },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Act>>>>;

type Acts = typeof acts;

/** Where keys mean something. */
export type Place = keyof Acts;

/** What can be done at a place. */
export type ActOf<P extends Place> = keyof Acts[P] & string;

/** Of these, what is done by who listens there. */
export type Heard<P extends Place> = {
  [A in ActOf<P>]: Acts[P][A] extends { told: true } ? never : A;
}[ActOf<P>];

/** An act, with its place: `builder.undo`. */
export type ActId = { [P in Place]: `${P}.${ActOf<P>}` }[Place];

const all: ReadonlyMap<string, Act> = new Map(
  Object.entries(acts).flatMap(([place, own]) =>
    Object.entries<Act>(own).map(([act, one]) => [`${place}.${act}`, one] as const),
  ),
);

/** Every act, in the order of the table. */
export const actIds = [...all.keys()] as readonly ActId[];

/** Whether an act of this name is in the table. */
export const isActId = (id: string): id is ActId => all.has(id);

/** What the table says of an act. */
export const actOf = (id: ActId): Act => all.get(id) as Act;

/** The place of an act. */
export const placeOf = (id: ActId): Place => id.slice(0, id.indexOf(".")) as Place;

/** Whether both can be meant by a key where one presses it. */
export function meet(one: ActId, other: ActId): boolean {
  const [places, whole] = [
    [placeOf(one), placeOf(other)],
    [actOf(one), actOf(other)],
  ] as const;
  if (whole.some(({ fixed }) => fixed === "typed")) return false;
  return places[0] === places[1] || (!places.includes("go") && whole.some(({ everywhere }) => everywhere === true));
}
