import { setTimeout as pause } from "node:timers/promises";
import type { RateLimit } from "@velodrome/kit";
import type { Soon } from "../base/soon.ts";
import type { CallGate, Passage, Turn } from "./call-gate.ts";
import type { ReadyCall } from "./prepare.ts";
import type { LiveRun } from "./state.ts";
import type { CallPlace } from "./valves.ts";

/** A call that may go this soon keeps its place in the worker; one that may not lets others have it. */
const momentMs = 250;

/** Where a step has no connection, there is nothing that calls would share. */
const free: Turn = { kind: "go", passage: { end: () => {} } satisfies Passage };

/** Waits for a moment until a call may go. Answers how long it has to wait when that is longer; null when it is let go of. */
export function takeTurn(
  gate: CallGate,
  { accountId, id: runId }: LiveRun,
  method: string,
  { connector, action, connection, connectionId }: ReadyCall,
  signal: AbortSignal,
): Soon<Turn | null> {
  if (connectionId === null) return free;
  const { setupId } = connection;
  const limitOf = (limit: RateLimit | null = null) => (limit?.holdsFor?.(connection.setup) === false ? null : limit);
  const limits = [limitOf(action.rateLimit), limitOf(connector.rateLimit)] as const;
  const place = { runId, accountId, connectionId, setupId, method, limits };
  const turn = gate.ask(place);
  return isToWait(turn) ? askAgain(gate, place, turn.ms, signal) : turn;
}

const isToWait = (turn: Turn): turn is Extract<Turn, { kind: "wait" }> => turn.kind === "wait" && turn.ms <= momentMs;

async function askAgain(gate: CallGate, place: CallPlace, firstMs: number, signal: AbortSignal): Promise<Turn | null> {
  for (let ms = firstMs; !signal.aborted; ) {
    await pause(Math.ceil(ms));
    const turn = gate.ask(place);
    if (!isToWait(turn)) return turn;
    ms = turn.ms;
  }
  return null;
}
