import pg from "pg";
import { isDatabaseTrouble } from "../db/database-trouble.ts";
import { runErrorOf } from "../step/failure.ts";
import type { Departure } from "./departure.ts";
import { execute } from "./execute.ts";
import type { Hands } from "./hands.ts";
import type { LiveRun } from "./state.ts";
import { UnreadableVersion } from "./versions.ts";
import { writeResult } from "./write.ts";

/** Between two tries of a run whose version this release cannot read. */
const unreadableWaitMs = 15_000;

/** What a run came to, and whether the database showed itself to be unwell on the way. */
export interface Executed {
  departure: Departure;
  trouble: boolean;
}

/**
 * Executes a run and never throws. When the database failed, the run is let go of and read again; when a newer release
 * published its version, it waits for a worker of that one; when something of ours failed, which would fail the same way
 * at once and for ever, the run fails, where a person sees it.
 */
export async function executeSafely(deps: Hands, run: LiveRun): Promise<Executed> {
  try {
    return { departure: await execute(deps, run), trouble: false };
  } catch (error: unknown) {
    if (error instanceof UnreadableVersion) return putOff(deps, run);
    return isTrouble(error) ? letGo(deps, run, error) : failBroken(deps, run, error);
  }
}

const isTrouble = (error: unknown): boolean => error instanceof pg.DatabaseError || isDatabaseTrouble(error);

function letGo(deps: Hands, run: LiveRun, error: unknown): Executed {
  deps.log.warn({ err: error, run: run.id }, "the database failed; the run is read again in a second");
  return { departure: { kind: "dropped" }, trouble: true };
}

/** Its row waits with its lane, unchanged, until it is tried again here or by whoever has the shard then. */
async function putOff(deps: Hands, run: LiveRun): Promise<Executed> {
  const { crashes, state, attempt } = run;
  const unchanged = { run, crashes, state, attempt, error: null, steps: [] };
  const wait = { status: "waiting", waitMs: unreadableWaitMs, laneHeld: true } as const;
  try {
    const written = await writeResult(deps, { ...unchanged, ...wait });
    if (written.kind === "lost" || written.wish === "hold") return { departure: { kind: "dropped" }, trouble: false };
    const departure: Departure = written.wish === null ? { kind: "waits", laneHeld: true } : { kind: "cancelled" };
    return { departure, trouble: false };
  } catch (error: unknown) {
    return letGo(deps, run, error);
  }
}

/** Ends a run that the engine itself could not take on, e.g. because its version cannot be read any more. */
async function failBroken(deps: Hands, run: LiveRun, cause: unknown): Promise<Executed> {
  deps.log.error({ err: cause, run: run.id }, "a run failed inside the engine");
  const words = cause instanceof Error ? cause.message : String(cause);
  const message = `Velodrome could not carry on with this run: ${words}. Look at the log, then retry it.`;
  const error = runErrorOf("terminal", "engine_failed", message);
  const bare = { waitMs: null, laneHeld: false, crashes: 0, state: null, attempt: null, steps: [] };
  try {
    const written = await writeResult(deps, { ...bare, run, status: "failed", error });
    return { departure: { kind: written.kind === "lost" ? "dropped" : "over" }, trouble: false };
  } catch (again: unknown) {
    return letGo(deps, run, again);
  }
}
