/** Texts of the first minute. */
export const texts = {
  heading: "Your first minute",
  hint: "A sandbox stands in for Facebook, so everything works before your Meta app does.",
  write: "Write “hi” in the sandbox chat",
  writeHint: "The Page of account “demo” answers within a second.",
  writeAct: "Open the chat",
  see: "See the run",
  seeHint: "Each step shows what it was given, what it did and what came back.",
  seeAct: "Open the run",
  connect: "Connect your own Meta app",
  connectHint: "Through the API for now: make a Setup with its Client ID and secret.",
  connectAct: "Open the API reference",
  done: "Done",
  next: "Next",
  later: "Then",
  dismiss: "Hide these steps",
} as const;
