import type { Clock } from "../base/clock.ts";
import { newId, toWire } from "../base/id.ts";
import type { CompiledAction } from "../step/compile.ts";
import { pathOf } from "./loop.ts";
import type { Intent } from "./state.ts";
import { moment, type Walk } from "./walk.ts";

/** The next attempt of a step, to be written down before its call goes out. */
export function intentOf(
  clock: Clock,
  walk: Walk,
  { id: step }: CompiledAction,
  input: unknown,
  repeated: boolean,
): Intent {
  const before = walk.trying?.step === step ? walk.trying : null;
  const id = newId();
  const stepRunId = before?.stepRunId ?? toWire("stepRun", id);
  const number = (before?.number ?? 0) + 1;
  const again = repeated || (before?.uncertain ?? false);
  return { id, stepRunId, step, path: pathOf(walk.loops), number, repeated: again, input, startedAt: moment(clock) };
}
