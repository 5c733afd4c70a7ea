import type { Operation } from "@velodrome/contract";

const runs = (count: string) => (count === "1" ? "1 run" : `${count} runs`);

/** Texts about requests for many runs or events. */
export const operationTexts = {
  progress: (done: string, expected: string) => `${done} of ${expected}`,
  underWay: "It goes on in the background, also when this is closed.",
  over: (kind: Operation["kind"], count: string) => {
    if (kind === "replay") return count === "1" ? "1 run was started." : `${count} runs were started.`;
    return count === "1" ? "1 run is done." : `${runs(count)} are done.`;
  },
  stopped: "Stopped. What was done stays done.",
  stop: "Stop",
  stopFailed: "It was not stopped",
  skipped: (count: string, code: string) =>
    code === "no_listener"
      ? `${count} started nothing: no running cycle listens to ${count === "1" ? "it" : "them"}`
      : `${count} left out: ${code}`,
} as const;
