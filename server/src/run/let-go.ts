import type { Sleep } from "./asleep.ts";
import { changeOf, type Departure, departureOf } from "./departure.ts";
import { crashesOf } from "./recover.ts";
import type { Intent, LiveRun } from "./state.ts";
import { stateOf, type Walk } from "./walk.ts";
import { type WriteDeps, writeResult } from "./write.ts";

/** Lets the run go with its lane until it is looked again whether a call of its had happened. */
export async function awaitNotice(
  deps: WriteDeps,
  { run, walk, doubt }: { run: LiveRun; walk: Walk; doubt: Intent },
  ms: number,
): Promise<Departure> {
  const state = { ...stateOf(walk, run.trigger), doubt };
  const wait = { status: "waiting", waitMs: ms, laneHeld: true, crashes: crashesOf(run) } as const;
  const written = await writeResult(deps, { ...changeOf(run, walk), ...wait, state });
  return departureOf(run, written) ?? { kind: "waits", laneHeld: true };
}

/** Writes down what is done so far. Null when the walk can go on. */
export async function putDown(deps: WriteDeps, run: LiveRun, walk: Walk): Promise<Departure | null> {
  const departure = departureOf(run, await writeResult(deps, changeOf(run, walk)));
  walk.rows = [];
  return departure;
}

/** Lets the run go until its time has come, and its lane with it. */
export async function sleep(deps: WriteDeps, run: LiveRun, walk: Walk, { ms, status }: Sleep): Promise<Departure> {
  const written = await writeResult(deps, { ...changeOf(run, walk), status, waitMs: ms });
  return departureOf(run, written) ?? { kind: "waits", laneHeld: false };
}
