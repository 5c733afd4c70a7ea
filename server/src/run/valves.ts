import type { Pressure, PressureScope, RateLimit } from "@velodrome/kit";
import { Valve, type Why } from "./valve.ts";

/** A call that wants to go out, of a connection. */
export interface CallPlace {
  runId: string;
  accountId: string;
  connectionId: string;
  /** Of the connection; null where it has none. */
  setupId: string | null;
  method: string;
  /** Of the method, and of the connector for all methods together. */
  limits: readonly [RateLimit | null, RateLimit | null];
}

/** A shut valve as all workers know it. */
export interface StoredValve {
  /** The nil account for a Setup's. */
  accountId: string;
  /** Id of the connection, or of the Setup. */
  subject: string;
  /** Empty: all of them. */
  method: string;
  code: string;
  message: string;
  round: number;
  /** Milliseconds until it opens, below 0 when that is over and nobody has tried yet. */
  inMs: number;
}

interface Entry extends Omit<StoredValve, "code" | "message" | "round" | "inMs"> {
  valve: Valve;
  /** Other workers were told. */
  isTold: boolean;
}

const nilAccount = "00000000-0000-0000-0000-000000000000";
/** Clocks and round trips: what differs by less is the same. */
const sameMs = 500;

const keyOf = (subject: string, method: string): string => (method === "" ? subject : `${subject} ${method}`);

/** All shut valves that this worker knows. Empty as long as nothing is wrong. */
export class Valves {
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  /** Opened here and told by us or others before. */
  readonly #opened = new Map<string, Entry>();

  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Null when nothing holds this call back. */
  ask(place: CallPlace, now: number, spaceMs: number): { kind: "wait"; ms: number; why: Why } | null {
    if (this.#entries.size === 0) return null;
    for (const { valve } of this.#over(place)) {
      const turn = valve.ask(place.runId, now, spaceMs);
      if (turn.kind === "go") continue;
      this.left(place);
      return { kind: "wait", ms: turn.until - now, why: valve.why };
    }
    return null;
  }

  /** The call is not made after all. */
  left(place: CallPlace): void {
    for (const { valve } of this.#over(place)) valve.left(place.runId);
  }

  /** A call went well: what it was to try is over. */
  open(place: CallPlace): void {
    for (const entry of this.#over(place)) {
      if (!entry.valve.isProbe(place.runId)) continue;
      const key = keyOf(entry.subject, entry.method);
      this.#entries.delete(key);
      if (entry.isTold) this.#opened.set(key, entry);
    }
  }

  /** Which time in a row the connection is to be shut for failures; null when it is not to be, or is already. */
  failedRound(place: CallPlace, isMuch: boolean): number | null {
    const entry = this.#entries.get(place.connectionId);
    const tried = entry?.valve.isProbe(place.runId) ?? false;
    this.left(place);
    if (tried) return (entry?.valve.round ?? 0) + 1;
    return isMuch && entry === undefined ? 1 : null;
  }

  press(place: CallPlace, { scope, forMs, code, message }: Pressure): void {
    this.#set(placeOf(place, scope), { code, message }, { forMs, round: 0 });
  }

  shut(place: CallPlace, why: Why, how: { forMs: number; round: number }): void {
    this.#set(placeOf(place, "connection"), why, how);
  }

  /** What others have to be told. */
  takeNews(): { changed: StoredValve[]; opened: StoredValve[] } {
    const changed = [...this.#entries.values()].filter(({ isTold }) => !isTold);
    for (const entry of changed) entry.isTold = true;
    const opened = [...this.#opened.values()];
    this.#opened.clear();
    return { changed: changed.map((each) => this.#stored(each)), opened: opened.map((each) => this.#stored(each)) };
  }

  /** What all were told. What is not among it any more was opened elsewhere. */
  learn(rows: readonly StoredValve[]): void {
    const now = this.#now();
    const known = new Set(rows.map(({ subject, method }) => keyOf(subject, method)));
    for (const [key, entry] of this.#entries) if (entry.isTold && !known.has(key)) this.#entries.delete(key);
    for (const { accountId, subject, method, code, message, round, inMs } of rows) {
      const key = keyOf(subject, method);
      const until = now + inMs;
      const own = this.#entries.get(key);
      if (this.#opened.has(key) || (own && (!own.isTold || own.valve.until >= until - sameMs))) continue;
      const valve = new Valve({ why: { code, message }, until, round });
      this.#entries.set(key, { accountId, subject, method, valve, isTold: true });
    }
  }

  #set(
    at: Pick<Entry, "accountId" | "subject" | "method">,
    why: Why,
    { forMs, round }: { forMs: number; round: number },
  ) {
    const key = keyOf(at.subject, at.method);
    const until = this.#now() + forMs;
    const own = this.#entries.get(key);
    if (own && own.valve.until >= until - sameMs) return;
    this.#opened.delete(key);
    this.#entries.set(key, { ...at, valve: new Valve({ why, until, round }), isTold: false });
  }

  #over({ setupId, connectionId, method }: CallPlace): Entry[] {
    if (this.#entries.size === 0) return [];
    const keys = [connectionId, keyOf(connectionId, method)];
    if (setupId !== null) keys.push(setupId);
    return keys.map((key) => this.#entries.get(key)).filter((entry) => entry !== undefined);
  }

  #stored({ accountId, subject, method, valve }: Entry): StoredValve {
    const { why, round, until } = valve;
    return { accountId, subject, method, ...why, round, inMs: Math.round(until - this.#now()) };
  }
}

/** Whose valve a wish shuts. */
export function placeOf(
  { accountId, connectionId, setupId, method }: Omit<CallPlace, "runId" | "limits">,
  scope: PressureScope,
): Pick<StoredValve, "accountId" | "subject" | "method"> {
  if (scope === "setup" && setupId !== null) return { accountId: nilAccount, subject: setupId, method: "" };
  return { accountId, subject: connectionId, method: scope === "method" ? method : "" };
}
