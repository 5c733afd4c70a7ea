import type { ActOf, Fixed, Place } from "./acts.ts";

/** Texts of everything that is done by keys. */
export const texts = {
  /** What each act does. */
  words: {
    console: {
      palette: "Search and commands",
      sheet: "This sheet",
      search: "Search in the list",
      nextRow: "Next row of a list; Enter opens it",
      lastRow: "Row before",
      pickRow: "Select the row",
      pickRows: "Select all rows from the one selected before",
      next: "Next field or link",
      leave: "Close what is open",
      go: "Go to a page, by a second key",
    },
    go: {
      dashboard: "Dashboard, or the account's overview",
      accounts: "Accounts",
      cycles: "Cycles",
      connections: "Connections",
      runs: "Runs",
      events: "Events",
      talks: "Conversations",
      trace: "Trace a message",
    },
    builder: {
      undo: "Undo",
      redo: "Redo",
      clipboard: "Copy, cut, paste; as text, so into other tabs too",
      duplicate: "Duplicate",
      selectAll: "Select all",
      remove: "Delete what is selected",
      add: "Add a step after the selected one",
      enter: "Open the selected step",
      rename: "Rename the selected step",
      disable: "Switch the selected steps off, or on again",
      escape: "Close, or select nothing",
      walk: "Go to the step that way; with several selected, or none there, move what is selected",
      extend: "Select all steps that follow, or that lead here",
      nudge: "Move what is selected; with Shift as well, four times as far",
      save: "Publish with a note",
      find: "Search in this cycle",
      view: "Canvas or outline",
      fit: "Fit everything in",
      fitSelection: "Fit what is selected in",
      ownSize: "Show everything at its own size",
      zoomIn: "Zoom in",
      zoomOut: "Zoom out",
      tidy: "Tidy up",
      expression: "In an empty field: an expression",
      slash: "In a text, at its beginning or behind a space: data to put in its place",
      test: "Test the selected step",
      runToHere: "Run to the selected step",
      run: "Run the cycle, or publish its changes",
      keys: "This sheet",
    },
  } satisfies { readonly [P in Place]: Readonly<Record<ActOf<P>, string>> },

  /** Why keys cannot be changed. */
  fixed: {
    everywhere: "means that everywhere",
    direction: "points that way",
    browser: "the browser's own",
    typed: "typed into the field",
  } satisfies Record<Fixed, string>,
  fixedAs: (why: string) => `Fixed: ${why}`,

  /** What keys are called where that is not what events call them. */
  names: new Map([
    ["Escape", "Esc"],
    ["PageUp", "Page up"],
    ["PageDown", "Page down"],
    ["ArrowUp", "↑"],
    ["ArrowDown", "↓"],
    ["ArrowLeft", "←"],
    ["ArrowRight", "→"],
    ["-", "−"],
  ]),
  then: "then",
  hint: "They work while you are not typing.",
} as const;
