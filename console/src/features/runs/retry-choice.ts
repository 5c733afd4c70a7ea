import type { Run, RunRetry } from "@velodrome/contract";

/** Where a retry begins: as the API has it, and behind the failed step besides. */
export type RetryFrom = RunRetry["from"] | "skip";

export interface RetryChoice {
  from: RetryFrom;
  version: RunRetry["version"];
  /** As typed: JSON, or nothing. */
  output: string;
  /** Of a skipped step with several ways out. */
  port: string | null;
}

/** Whether one of its steps failed, so that it can be retried from there. */
export const failedAtStep = ({ status, error }: Pick<Run, "status" | "error">): boolean =>
  status === "failed" && error?.step !== undefined;

/** The version that a run is most likely wanted by: the one that was published since, because it may mend what failed. */
export const likelyVersion = (run: Pick<Run, "version">, newest: number): RetryChoice["version"] =>
  newest > run.version ? "latest" : "same";

/** `newest`: the number of the cycle's last version. */
export const firstChoice = (run: Pick<Run, "status" | "error" | "version">, newest: number): RetryChoice => ({
  from: failedAtStep(run) ? "failed-step" : "start",
  version: likelyVersion(run, newest),
  output: "",
  port: null,
});

/** What is sent; null while what was typed is no JSON. */
export function retryOf({ from, version, output, port }: RetryChoice): RunRetry | null {
  if (from !== "skip") return { from, version };
  const given = jsonOf(output);
  if (given === undefined) return null;
  return { from: "failed-step", version, skip: { output: given, ...(port !== null && { port }) } };
}

function jsonOf(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
