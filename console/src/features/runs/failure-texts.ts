/** Texts about what fails most. */
export const failureTexts = {
  open: "What fails most",
  heading: "What fails most",
  all: (count: string) => (count === "1" ? "The one failed run" : `All ${count} failed runs`),
  newest: (count: string) => `The newest ${count} failed runs`,
  oldest: ", the oldest ",
  times: (count: string) => `${count} ×`,
  step: "in step",
  last: "last",
  none: "No run has failed.",
  noneOfThese: "None of them fits the filters.",
  hide: "Hide what fails most",
} as const;
