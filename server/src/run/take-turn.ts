import { setTimeout as pause } from "node:timers/promises";
import type { RateLimit } from "@velodrome/kit";
import type { CallGate, Passage, Turn } from "./call-gate.ts";
import type { ReadyCall } from "./prepare.ts";
import type { LiveRun } from "./state.ts";

/** A call that may go this soon keeps its place in the worker; one that may not lets others have it. */
const momentMs = 250;

/** Where a step has no connection, there is nothing that calls would share. */
const free: Turn = { kind: "go", passage: { end: () => {} } satisfies Passage };

/** Waits for a moment until a call may go. Answers how long it has to wait when that is longer; null when it is let go of. */
export async function takeTurn(
  gate: CallGate,
  { accountId, id: runId }: LiveRun,
  method: string,
  { connector, action, connection, connectionId }: ReadyCall,
  signal: AbortSignal,
): Promise<Turn | null> {
  if (connectionId === null) return free;
  const { setupId } = connection;
  const limitOf = (limit: RateLimit | null = null) => (limit?.holdsFor?.(connection.setup) === false ? null : limit);
  const limits = [limitOf(action.rateLimit), limitOf(connector.rateLimit)] as const;
  const place = { runId, accountId, connectionId, setupId, method, limits };
  for (;;) {
    const turn = gate.ask(place);
    if (turn.kind === "go" || turn.ms > momentMs) return turn;
    if (signal.aborted) return null;
    await pause(Math.ceil(turn.ms));
  }
}
