/** Texts about trying steps, and about the data that they are tried with. */
export const texts = {
  menu: "Test",
  testStep: "Test step",
  testStepHint: "Does this step now, with the data that is shown at what comes in",
  runToHere: "Run to here",
  runToHereHint: "Does all that leads to this step, and the step",
  failed: "The test was not done",
  unsaved: "The draft is not at the server, so that an older one would be tried.",
  askHeading: "Reach a real person?",
  ask: (steps: readonly string[], account: string) =>
    `This test does ${steps.join(", ")} for real, in ${account}: whoever the test data names gets it, just as in a run.`,
  askSandboxHeading: "Reach somebody in the sandbox?",
  askSandbox: (steps: readonly string[], account: string) =>
    `This test does ${steps.join(", ")} in ${account}, just as a run would: whoever the test data names in the sandbox gets it, and nobody outside.`,
  askStep: (name: string, method: string) => (name === method ? `“${name}”` : `“${name}” (${method})`),
  askConfirm: "Test it for real",

  result: { succeeded: "It worked", failed: "It failed", "not-reached": "Not reached" },
  alone: "This step alone, just now",
  way: "With all that leads here, just now",
  notReached: "The run would have taken another way:",
  left: (step: string, port: string) => `“${step}” was left by ${port}`,
  ended: (step: string) => `“${step}” was the last`,

  chooseData: "Choose test data…",
  dataOf: (step: string) => `Test data of “${step}”`,
  pin: "Pin as test data",
  pinned: "Pinned",
  pinnedHint: "Tests take this in place of doing the step. Runs never do.",
  unpin: "Unpin",
  edit: "Edit",
  editHint: "Written as JSON.",
  data: "Data",
  notJson: "This is not JSON.",
  notObject: "An event is an object: it begins with { and ends with }.",
  tooLarge: "All pinned data of a cycle together may have 256 KiB. Take out what is not needed.",
  pastEvents: "Past events",
  came: (title: string) => `One has come in: it is the test data of “${title}” now.`,
  runOnce: "Run once with it",
  runOnceHint: "A real run: what changed in the draft is published for it.",

  acts: {
    pin: (title: string) => `Pin data of “${title}”`,
    unpin: (title: string) => `Unpin data of “${title}”`,
  },
} as const;
