import type { RunError } from "@velodrome/contract";
import type { Kysely } from "kysely";
import { readPauses } from "../connection/doctor/pressure-store.ts";
import { inWords } from "../connection/finding-order.ts";
import type { Schema } from "../db/schema.ts";
import { runErrorOf } from "../step/failure.ts";
import { connectionFailing } from "./call-gate.ts";
import type { CallPlace } from "./valves.ts";

/**
 * Why a test may not make a call now: the application has asked for that. A connection that is left alone because its calls fail
 * may be tested all the same: whoever mends it wants to know whether it works again.
 */
export async function wishAgainst(
  engine: Kysely<Schema>,
  { connectionId: id, setupId, method }: Omit<CallPlace, "runId" | "limits">,
): Promise<RunError | null> {
  const pauses = await readPauses(engine, { id, setupId });
  const pause = pauses.find((each) => each.code !== connectionFailing && ["", method].includes(each.method));
  if (pause === undefined) return null;
  const { code, message, until } = pause;
  const words = `${message} So no test makes this call before ${inWords(until)}; runs wait until then.`;
  return runErrorOf("terminal", code, words, { until: until.toISOString() });
}
