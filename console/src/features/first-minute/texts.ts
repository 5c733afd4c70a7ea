/** Texts of the first minute. */
export const texts = {
  heading: "Your first minute",
  hint: "A sandbox stands in for Facebook, so everything works before your Meta app does.",
  write: "Write “hi” in the sandbox chat",
  writeHint: "The Page of account “Demo” answers within a second.",
  writeAct: "Open the chat",
  see: "See the run",
  seeHint: "Each step shows what it was given, what it did and what came back.",
  seeAct: "Open the run",
  connect: "Connect your own Meta app",
  connectHint: "Enter its Client ID and Client Secret once; a checklist leads through the rest.",
  connectAct: "Open its Setup",
  done: "Done",
  next: "Next",
  later: "Then",
  dismiss: "Hide these steps",
} as const;
