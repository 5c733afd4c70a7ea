/** Texts of the frame and of pages that put features together. */
export const texts = {
  skip: "Skip to content",
  rail: "Main",
  whereAmI: "Where you are",
  light: "Switch to light",
  dark: "Switch to dark",
  openRail: "Open navigation",
  closeRail: "Close navigation",
  narrowRail: "Make navigation narrow",
  wideRail: "Make navigation wide",
  accounts: "Accounts",
  cycles: "Cycles",
  runs: "Runs",
  events: "Events",
  run: "Run",
  event: "Event",
  cycle: "Cycle",
} as const;
