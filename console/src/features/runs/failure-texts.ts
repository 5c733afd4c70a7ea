/** Texts about what fails most. */
export const failureTexts = {
  open: "What fails most",
  heading: "What fails most",
  all: (count: string) => (count === "1" ? "One failed run" : `All ${count} failed runs`),
  newest: (count: string) => `The newest ${count} failed runs`,
  oldest: (count: string) => (count === "1" ? ", " : ", the oldest "),
  times: (count: string) => `${count} ×`,
  step: "in step",
  last: "latest",
  none: "No run has failed.",
  noneOfThese: "None of them fits the filters.",
  hide: "Hide what fails most",
} as const;
