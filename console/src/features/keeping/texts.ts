/** Texts about what is kept for how long, and how much runs at once. */
export const texts = {
  heading: "Retention and limits",
  outermost: "What is older is deleted. An account or a cycle can have it otherwise.",
  account: "For how many days what is over is kept. An empty field follows the installation; a cycle can have its own.",
  cycle: "For how many days what is over is kept. An empty field follows the account.",
  fields: {
    succeeded: "Runs that succeeded",
    failed: "Runs that failed",
    cancelled: "Runs that were cancelled",
    events: "Events",
    concurrency: "Runs at once",
  },
  eventsHint: "Kept at least as long as the runs they started.",
  concurrencyHints: {
    installation: "Of all accounts together, on each worker.",
    account: "Counted over all workers; further runs wait for their turn.",
    cycle: "Counted over all workers; further runs wait for their turn.",
  },
  days: (count: number) => (count === 1 ? "1 day" : `${count} days`),
  day: " day",
  daysAfter: " days",
  runs: (count: number) => (count === 1 ? "1 run" : `${count} runs`),
  levels: { installation: "as in the installation", account: "as in the account" },
  unlimited: "No limit of its own",
  own: "its own",
  inherited: (value: string, level: string) => `${value}, ${level}`,
  instead: (words: string) => `In place of ${words}`,
  problems: {
    days: "A number of days from 1 to 3650",
    runs: "A number of runs from 1 to 1000",
  },
  save: "Save retention and limits",
  saved: "Saved",
  failed: "This was not saved",
  change: "Change",
  lastCleanUp: "Last deletion",
  cleanUpRunning: "under way since",
  cleanUpFailed: "It went wrong and is tried again within the hour",
  cleanUpCounts: (runs: string, events: string, days: string) =>
    days === "0"
      ? `${runs} runs and ${events} events`
      : `${runs} runs and ${events} events, and ${days} days as a whole`,
  cleanUpNone: "not yet",
} as const;
