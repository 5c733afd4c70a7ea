import type { StepErrorAct } from "@velodrome/contract";

/** Texts about what becomes of a step that fails. */
export const texts = {
  heading: "If it fails",
  then: "The run",
  asTheCycle: "does as the cycle says",
  acts: {
    "stop-run": "fails",
    ignore: "goes on as if it had not failed",
    "error-port": "goes on by other ways only",
    "stop-cycle": "fails, and the cycle stops",
  } satisfies Record<StepErrorAct, string>,
  retry: "Before that, its call is tried again",
  retries: {
    usual: "as usual: four times within minutes",
    none: "never",
    backoff: "soon, then ever later",
    ladder: "after 5 min, 35 min, and hours",
  },
  times: "How often",
  firstWait: "First wait, at most",
  longestWait: "Longest wait",
  cycleHeading: "If a step fails",
  cycleHint: "For every step that says nothing else, and from which nothing leads on “if it fails”.",
  errors: "After which errors",
  passing: "Those that may pass",
  allErrors: "Every one",
} as const;
