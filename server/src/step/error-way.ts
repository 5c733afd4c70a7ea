import { type CycleDocument, canFail, partsOfPolicy, type RetryPolicy, type Step } from "@velodrome/contract";

/** Where a run goes from a step that has failed for good. */
export type ErrorWay =
  /** Out by a port; `ignored`: as if nothing had happened. */
  | { kind: "port"; port: string | null; ignored: boolean }
  /** Nothing follows on this way. */
  | { kind: "nowhere" }
  /** The run fails. */
  | { kind: "end"; stopsCycle: boolean };

export interface CompiledPolicy {
  errorWay: ErrorWay;
  retry: RetryPolicy;
}

/** What a step's own policy says, or else the cycle's. */
export function compilePolicy(
  step: Step,
  { settings, edges }: Pick<CycleDocument, "settings" | "edges">,
): CompiledPolicy {
  const own = "onError" in step ? step.onError : undefined;
  const { then, retry } = partsOfPolicy(own ?? settings.onStepError);
  const isCaught = edges.some(({ from, port }) => from === step.id && port === "error");
  if (isCaught || (then === "error-port" && canFail(step))) {
    return { errorWay: { kind: "port", port: "error", ignored: false }, retry };
  }
  if (then === "ignore" && canFail(step)) return { errorWay: ignoring(step), retry };
  return { errorWay: { kind: "end", stopsCycle: then === "stop-cycle" && canFail(step) }, retry };
}

/** What cannot be told does not hold. */
function ignoring({ type }: Step): ErrorWay {
  if (type === "filter") return { kind: "nowhere" };
  const ports: Partial<Record<Step["type"], string>> = {
    decision: "false",
    switch: "default",
    "wait-for-event": "timeout",
  };
  return { kind: "port", port: ports[type] ?? null, ignored: true };
}
