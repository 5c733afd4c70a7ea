import type { ActionResult } from "../step/action.ts";
import type { Outcome } from "./call-gate.ts";

/** After a limit's refusal that does not say for how long. */
const limitedMs = 30_000;

/** What a call says about those that come after it. A refusal of any kind shows that the other side is there. */
export function outcomeOf(result: ActionResult): Outcome {
  const { pressure } = result;
  if (result.kind === "succeeded") return { kind: "answered", pressure };
  const { error, retryAfterMs } = result;
  if (error.code === "rate_limited") {
    if (pressure.length > 0) return { kind: "answered", pressure };
    const { code, message } = error;
    return {
      kind: "answered",
      pressure: [{ scope: "method", forMs: retryAfterMs ?? limitedMs, code, message }],
    };
  }
  if (error.class === "terminal") return { kind: "answered", pressure };
  return { kind: error.class === "cancelled" ? "left" : "failed", pressure, message: error.message };
}
