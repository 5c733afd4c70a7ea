const events = (count: string) => (count === "1" ? "1 event" : `${count} events`);
const runs = (count: string) => (count === "1" ? "1 run" : `${count} runs`);

/** Texts about replaying many events. */
export const replayTexts = {
  selected: (count: number) => (count === 1 ? "1 event selected" : `${count} events selected`),
  replaySelected: (count: number) => `Replay ${count}`,
  replayAll: "Replay all…",
  heading: "Replay events",
  meantChosen: (accounts: readonly string[]) => `Events of ${accounts.join(", ")} that you selected.`,
  meantAll: (accounts: readonly string[]) => `Events of ${accounts.join(", ")} that these filters find.`,
  counting: "Counting…",
  counted: (count: string, started: string) => `${events(count)} would start ${runs(started)}.`,
  ofCycle: (count: string, cycle: string) => `${runs(count)} of ${cycle}`,
  unheard: (count: string) =>
    count === "1"
      ? "1 event is listened to by no running cycle and would start nothing."
      : `${count} events are listened to by no running cycle and would start nothing.`,
  tooMany: (count: string) =>
    `More than ${count} events fit, and no more are replayed at once. Narrow the filters, by a period for instance.`,
  hint: "The oldest comes first. Persons who were answered before are answered again.",
  go: (count: string) => `Replay ${events(count)}`,
  failed: "They could not be replayed",
  countFailed: "They could not be counted",
} as const;
