import type { Call } from "../world/shape.ts";
import type { World } from "../world/world.ts";
import { redact } from "./redact.ts";

const keptCalls = 10_000;

/** Keeps what came in and what was answered, without secrets. `seq` goes up by one and never comes back. */
export function recordCall(world: World, call: Omit<Call, "seq">): void {
  const { calls } = world.state;
  const kept = {
    ...call,
    seq: (calls.at(-1)?.seq ?? 0) + 1,
    params: redact(call.params),
    response: redact(call.response),
  };
  calls.push(kept);
  if (calls.length > keptCalls) calls.shift();
  world.publish({ type: "call", call: kept });
}
