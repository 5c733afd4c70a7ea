import type { CycleStatus } from "@velodrome/contract";

/** Texts about running, stopping, publishing and versions. */
export const texts = {
  run: "Run cycle",
  publish: "Publish changes",
  stop: "Stop",
  moreRuns: "More ways to run and stop",
  runOnce: "Run once, for the next event",
  runSample: (origin: string) =>
    origin === "schema" ? "Start a run now, with an example" : "Start a run now, with the last event",
  publishOnly: "Publish with a note",
  stopFinish: "Stop, and let runs in flight end",
  stopHeading: "Stop this cycle?",
  stopText: (name: string, account: string) =>
    `“${name}” of ${account} will answer nothing new. Messages are still kept, and runs in flight wait for the next start.`,
  stopFinishText: (name: string, account: string) =>
    `“${name}” of ${account} will answer nothing new. Messages are still kept, and runs in flight go on to their end.`,
  goesOn: (version: number) => `v${version} goes on for runs in flight.`,
  testFailed: "The run was not started",
  runFailed: "The cycle was not started",
  stopFailed: "The cycle was not stopped",
  publishFailed: "The draft was not published",
  missing: "This is missing before it can run:",
  states: { draft: "Draft", running: "running", stopped: "stopped" } satisfies Record<CycleStatus, string>,
  version: (version: number) => `v${version}`,
  unpublished: "Not published",

  heading: "Versions",
  none: "Nothing published yet. Running the cycle publishes its first version.",
  published: "published",
  isLive: "runs",
  compare: "Compare with the draft",
  comparing: (version: number) => `What the draft has that v${version} has not`,
  same: "The draft is the same.",
  restore: "Restore into the draft",
  restoreOf: (version: number) => `Restore v${version} into the draft`,
  note: "Note",
  noteHint: "What changed, for those who look for it later.",
  publishHeading: "Publish",
  changesSince: (version: number) => `Changes since v${version}:`,
  firstVersion: "This will be its first version.",
  publishAct: "Publish",
  changes: {
    added: (title: string) => `“${title}” was added`,
    removed: (title: string) => `“${title}” was taken away`,
    changed: (title: string, fields: string) => `“${title}” was changed: ${fields}`,
    joined: (from: string, to: string, port: string) => `“${from}” leads to “${to}”${port}`,
    parted: (from: string, to: string, port: string) => `“${from}” no longer leads to “${to}”${port}`,
    by: (port: string) => ` by ${port}`,
    variables: "The variables were changed",
  },
} as const;
