import type { Pressure, RateLimit } from "@velodrome/kit";
import { RateLimiter, shareOf } from "./rate-limiter.ts";
import { type CallPlace, type StoredValve, Valves } from "./valves.ts";
import type { Why } from "./valve.ts";

/** How a call ended: the other side answered, it did not, or the call was not made. */
export interface Outcome {
  kind: "answered" | "failed" | "left";
  /** What the answers asked for. */
  pressure: readonly Pressure[];
  /** Of a failure, in words. */
  message?: string;
}

/** A call under way. It ends once; what comes later is not heard. */
export interface Passage {
  end(outcome: Outcome): void;
}

export type Turn = { kind: "go"; passage: Passage } | { kind: "wait"; ms: number; why: Why };

export interface CallGateDeps {
  /** Milliseconds of a clock that never jumps. */
  now(): number;
  /** This worker's part of the installation's calls, from 0 to 1. */
  share(): number;
  /** Runs that execute at once here. */
  concurrency(): number;
  /** What all workers know. */
  store: {
    keep(valves: readonly StoredValve[]): Promise<void>;
    forget(valves: readonly StoredValve[]): Promise<void>;
    read(): Promise<StoredValve[]>;
  };
}

/** Of a connection that is left alone because its calls fail, and not because anybody asked for it. */
export const connectionFailing = "connection_failing";
/** So many failures in a row, whatever the calls were, shut a connection's valve. */
const failuresAtMost = 5;
/** How long at first; twice as long each time that the next call fails, too. */
const firstShutMs = 10_000;
const longestShutMs = 5 * 60_000;
/** A connection whose calls take longer than this gets no more than its part of the places. */
const slowMs = 1000;
/** Until another look when its calls are quick and only many. */
const momentMs = 25;
/** Where all limits are forgotten that nothing has asked for. */
const forgottenMs = 60_000;

/**
 * Decides whether a call may go out now: by the limits its connector declares, by what the application asked for, by how
 * the last calls went, and by how many are under way. Pure memory; what is learnt is shared with other workers once a
 * second. Of connections that give no cause to wait it knows nothing but a few numbers.
 */
export class CallGate {
  readonly #deps: CallGateDeps;
  readonly #valves: Valves;
  readonly #limiters = new Map<string, RateLimiter>();
  readonly #failures = new Map<string, number>();
  /** Of each connection: when its calls under way began, the oldest first. */
  readonly #underWay = new Map<string, Set<{ at: number }>>();

  constructor(deps: CallGateDeps) {
    this.#deps = deps;
    this.#valves = new Valves(deps.now);
  }

  ask(place: CallPlace): Turn {
    const now = this.#deps.now();
    const wait = this.#valves.ask(place, now, this.#spaceOf(place)) ?? this.#crowded(place, now);
    if (wait) return wait;
    const limited = this.#limited(place, now);
    if (limited) {
      this.#valves.left(place);
      return limited;
    }
    return { kind: "go", passage: this.#begin(place, now) };
  }

  /** Once a second: tells other workers what was learnt here, and learns what they were told. */
  async tick(): Promise<void> {
    const { store, now } = this.#deps;
    const { changed, opened } = this.#valves.takeNews();
    if (changed.length > 0) await store.keep(changed);
    if (opened.length > 0) await store.forget(opened);
    this.#valves.learn(await store.read());
    const before = now() - forgottenMs;
    for (const [key, limiter] of this.#limiters) if (limiter.sweep(before)) this.#limiters.delete(key);
  }

  #begin(place: CallPlace, at: number): Passage {
    const call = { at };
    const calls = this.#underWay.get(place.connectionId);
    if (calls) calls.add(call);
    else this.#underWay.set(place.connectionId, new Set([call]));
    let isOver = false;
    return {
      end: (outcome) => {
        if (isOver) return;
        isOver = true;
        this.#leave(place.connectionId, call);
        this.#heed(place, outcome);
      },
    };
  }

  #leave(connectionId: string, call: { at: number }): void {
    const calls = this.#underWay.get(connectionId);
    calls?.delete(call);
    if (calls?.size === 0) this.#underWay.delete(connectionId);
  }

  #heed(place: CallPlace, { kind, pressure, message }: Outcome): void {
    const { connectionId } = place;
    if (kind === "left") return this.#valves.left(place);
    if (kind === "answered") {
      this.#failures.delete(connectionId);
      this.#valves.open(place);
    } else this.#fail(place, message ?? "");
    for (const wish of pressure) this.#valves.press(place, wish);
  }

  #fail(place: CallPlace, message: string): void {
    const { connectionId } = place;
    const count = (this.#failures.get(connectionId) ?? 0) + 1;
    this.#failures.set(connectionId, count);
    const round = this.#valves.failedRound(place, count >= failuresAtMost);
    if (round === null) return;
    const forMs = Math.min(longestShutMs, firstShutMs * 2 ** (round - 1));
    const words = `The last ${count} calls of this connection failed, so that it is left alone for a while and then tried with one call. The last failure: ${message}`;
    this.#valves.shut(place, { code: connectionFailing, message: words }, { forMs, round });
  }

  /** Slow calls may not take all places: then others would stand still with them. */
  #crowded({ connectionId }: CallPlace, now: number): Turn | null {
    const calls = this.#underWay.get(connectionId);
    if (calls === undefined || calls.size < Math.ceil((this.#deps.concurrency() * 3) / 4)) return null;
    const [oldest] = calls;
    const ms = oldest !== undefined && now - oldest.at >= slowMs ? slowMs : momentMs;
    const message = `${calls.size} calls of this connection are under way already and take long. This one goes when others are through.`;
    return { kind: "wait", ms, why: { code: "connection_busy", message } };
  }

  #limited(place: CallPlace, now: number): Turn | null {
    const share = this.#deps.share();
    const [ofMethod, ofConnector] = place.limits;
    return (
      this.#limitedBy(`${place.connectionId} ${place.method}`, ofMethod, { place, share, now }) ??
      this.#limitedBy(place.connectionId, ofConnector, { place, share, now })
    );
  }

  #limitedBy(
    key: string,
    limit: RateLimit | null,
    { place, share, now }: { place: CallPlace; share: number; now: number },
  ): Turn | null {
    if (limit === null || share <= 0) return null;
    const limiter = this.#limiters.get(key) ?? new RateLimiter();
    this.#limiters.set(key, limiter);
    const slot = limiter.ask(place.runId, share === 1 ? limit : shareOf(limit, share), now);
    if (slot <= now) {
      limiter.gone(place.runId);
      return null;
    }
    const message = `This connection may make ${limit.calls} such calls in ${inWords(limit.perMs)}. This one has to wait for its turn.`;
    return { kind: "wait", ms: slot - now, why: { code: "rate_limited", message } };
  }

  /** How close calls of this place may follow each other. */
  #spaceOf({ limits }: CallPlace): number {
    if (this.#valves.size === 0) return 0;
    const spaces = limits.map((limit) => (limit === null ? 0 : limit.perMs / limit.calls));
    return Math.max(...spaces) / Math.max(this.#deps.share(), 0.01);
  }
}

const inWords = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`);
