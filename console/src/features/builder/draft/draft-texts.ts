/** Texts about a draft on its way to the server. */
export const texts = {
  restored: "Unsaved work from before",
  changedElsewhere: "Change made elsewhere",
  tookTheirs: "Taking over the other draft",
  saved: "Draft saved",
  changed: "Saving…",
  away: "Kept here: offline",
  awayHint: "The server does not answer. What you do is kept in this browser and saved as soon as it answers.",
  conflict: "Changed elsewhere",
  refused: "Not saved",
  refusedHeading: "The draft was not saved",
  refusedText: "Nothing is saved until this is mended, or undone:",
  conflictHeading: "Somebody else changed this cycle meanwhile",
  conflictText:
    "Your draft is kept here and was not saved. Keep yours and replace the other one, or take over the other one: either can be undone.",
  keepMine: "Keep mine",
  takeTheirs: "Take over theirs",
  theirChanges: (count: number) =>
    count === 1
      ? "The other draft differs from yours in 1 thing."
      : `The other draft differs from yours in ${count} things.`,
} as const;
