import type { Erasure } from "@velodrome/contract";

/** Texts about erasing people. */
export const texts = {
  heading: "Privacy",
  hint: "When somebody who wrote to a Page asks to be forgotten, everything of them is erased here: events, runs and files.",
  form: "Erase a person",
  page: "Page",
  pageHint: "The Page they wrote to.",
  otherPage: "Another Page",
  pageId: "Page id",
  person: "Person's id (PSID)",
  personHint: "As this Page sees them. Events and runs show it; the same person has another id at another Page.",
  act: "Erase this person",
  required: "This is needed.",
  confirmHeading: "Erase this person?",
  confirmText: (person: string, page: string, account: string) =>
    `Everything that ${person} wrote to ${page} is erased from ${account}: events, runs and files. This cannot be taken back.`,
  failed: "The erasure was not begun",
  list: "Erasures",
  none: "Nobody was erased yet",
  noneHint: "Each erasure is kept here with what it took away, so that you can prove it.",
  states: { waiting: "Waiting", erasing: "Erasing", done: "Erased" } satisfies Record<Erasure["status"], string>,
  status: "State",
  personColumn: "Person",
  erased: "Erased",
  counts: (events: number, runs: number, files: number) => {
    const many = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;
    return [many(events, "event"), many(runs, "run"), many(files, "file")].join(", ");
  },
  requestedBy: "Asked for by",
  at: "Asked",
} as const;
