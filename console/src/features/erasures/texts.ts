import type { Erasure } from "@velodrome/contract";

/** Texts about erasing people. */
export const texts = {
  heading: "Privacy",
  hint: "When somebody who wrote to a Page asks to be forgotten, everything of them is erased here.",
  form: "Erase a person",
  page: "Page",
  pageHint: "The Page they wrote to.",
  otherPage: "Another Page",
  pageId: "Page id",
  person: "Person's id (PSID)",
  personHint: "As this Page sees them. Events and runs show it; the same person has another id at another Page.",
  about: "What it does",
  explained: [
    {
      heading: "What goes",
      text: "Their messages and other events, the runs these started with every step, and files. A run of theirs that is going on is cancelled first.",
    },
    {
      heading: "What stays",
      text: "Who asked for it, when, how much went, and the last characters of the person's id, so that you can prove it.",
    },
    {
      heading: "What it does not reach",
      text: "The conversation in Messenger and in the Page's inbox, and what cycles passed on to other systems. What the person writes afterwards is kept again.",
    },
  ],
  guide: "Privacy in the guide",
  act: "Erase this person",
  required: "This is needed.",
  confirmHeading: "Erase this person?",
  confirmText: (person: string, page: string, account: string) =>
    `Everything that ${person} wrote to ${page} is erased from ${account}: events, runs and files. This cannot be taken back.`,
  failed: "The erasure was not begun",
  list: "Erasures",
  none: "Nobody was erased yet",
  noneHint: "Each erasure is kept here with what it took away, so that you can prove it.",
  askedBy: (who: string) => `Asked for by ${who}`,
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
