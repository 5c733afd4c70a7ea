/** Texts about starting runs again, one or many, and about acting on many. */
export const retryTexts = {
  by: (label: string, version: number) => `${label} with v${version}`,
  fromFailed: "Retry from the failed step",
  fromStart: "Retry from the start",
  otherwise: "Other ways to retry",
  heading: (account: string) => `Retry this run of ${account}`,
  from: "Where it begins",
  fromFailedHint: "What was done before stays done, and its results are used.",
  fromStartHint: "Everything is done again, also what succeeded: messages are sent once more.",
  fromSkip: "Skip the failed step",
  fromSkipHint: "The run goes on behind it, and you say what the step would have given.",
  output: "What the step would have given (JSON)",
  outputWrong: 'This is not JSON. An object looks like { "id": "123" }; leave it empty for nothing.',
  port: "The way it goes on by",
  version: "Which version",
  same: (version: number) => `Version ${version}, as before`,
  sameMany: "Each by the version it ran on",
  latest: "The newest version",
  latestOf: (version: number) => `The newest version, ${version}`,
  latestHint: "With what was mended since.",
  go: "Retry",
  many: "Act on all…",
  retryMany: "Retry all that failed…",
  retryManyOf: (status: string) => `Retry all that are ${status}…`,
  cancelMany: "Cancel all that are not over…",
  retryHeading: "Retry many runs",
  cancelHeading: "Cancel many runs",
  meant: (account: string) => `Runs of ${account} that these filters find.`,
  picked: (count: number, accounts: string) =>
    `${count === 1 ? "The run you chose" : `The ${count} runs you chose`}, of ${accounts}.`,
  again: "Also those that were retried already",
  counting: "Counting…",
  counted: (count: string, more: boolean) => {
    if (more) return `More than ${count} runs.`;
    return count === "1" ? "1 run." : `${count} runs.`;
  },
  none: "No run fits. Change the filters, or what is asked for.",
  cancelHint: "They end now. What they have already done stays done.",
  retryGo: (count: string) => (count === "1" ? "Retry 1 run" : `Retry ${count} runs`),
  cancelGo: (count: string) => (count === "1" ? "Cancel 1 run" : `Cancel ${count} runs`),
  failed: "It could not be asked for",
  countFailed: "They could not be counted",
  ignored: "The run went on all the same, because its policy says so.",
  ignoredShort: "Ignored",
  item: (path: string) =>
    `Item ${path
      .split(".")
      .map((index) => Number(index) + 1)
      .join(" · ")}`,
  more: "This run made more attempts than are shown: the first and the latest ones are here.",
} as const;
