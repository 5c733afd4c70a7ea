import { defaultConcurrency } from "@velodrome/contract";
import type { Lanes } from "./lanes.ts";
import type { Places } from "./places.ts";
import type { LiveRun } from "./state.ts";

/** Runs in hand for each place: enough that a place is never idle while the next ones are read. */
const inHandFactor = 4;
/** What a claim may bring of one account after the other. */
export interface RoomLeft {
  /** Accounts that have enough in hand. */
  full: string[];
  /** How many of each account are read. */
  perAccount: number;
  /** Of accounts of which fewer are worth reading: how many. */
  rooms: ReadonlyMap<string, number>;
}

/**
 * How much of what is due is worth having in hand: of one account no more than its part, and of what may execute in few
 * places only so many that these are never idle. What is in hand without a place to go to would keep others out.
 */
export class Room {
  readonly #lanes: Lanes;
  readonly #places: Places;
  /** Limited accounts that have more due than they may have in hand. */
  readonly #crowded = new Set<string>();
  /** Limited cycles of which runs are parked for want of places. */
  readonly #waiting = new Set<string>();
  /** Of limited cycles, how many are in hand; counted anew for each claim. */
  #inCycles = new Map<string, number>();
  /** Runs that execute at once here. */
  concurrency = defaultConcurrency;

  constructor(lanes: Lanes, places: Places) {
    this.#lanes = lanes;
    this.#places = places;
  }

  /** For how many runs there is room. */
  get left(): number {
    return this.concurrency * inHandFactor - this.#lanes.size;
  }

  /** Whether so much has gone that reading is worth it. */
  get isHalfEmpty(): boolean {
    return this.#lanes.size < this.concurrency * (inHandFactor / 2);
  }

  /** Runs of one account in hand at most, and in one read. */
  get perAccount(): number {
    return this.concurrency * (inHandFactor / 2);
  }

  /** Cycles of which runs come back one by one, as places get free. */
  get waiting(): string[] {
    return [...this.#waiting];
  }

  /** Limits have changed: what is not limited any more is as all others. */
  forget(): void {
    for (const set of [this.#crowded, this.#waiting])
      for (const subject of set) if (this.#places.of(subject) === null) set.delete(subject);
  }

  ask(): RoomLeft {
    const { perAccount } = this;
    const full = this.#lanes.accountsWith(perAccount);
    const rooms = new Map<string, number>();
    for (const account of this.#crowded) {
      if (this.#isWorthReading(account)) rooms.set(account, this.#most(account) - this.#lanes.countOf(account));
      else full.push(account);
    }
    this.#countCycles();
    return { full, perAccount, rooms };
  }

  /** `park`: its cycle has enough in hand, and it is not read again before that has changed. */
  admits(run: LiveRun, behind: boolean): "yes" | "later" | "park" {
    if (!this.#places.areLimited) return "yes";
    const { accountId, cycleId } = run;
    if (this.#places.of(accountId) !== null && this.#lanes.countOf(accountId) >= this.#most(accountId)) {
      this.#crowded.add(accountId);
      return "later";
    }
    if (this.#places.of(cycleId) === null) return "yes";
    const inCycle = this.#inCycles.get(cycleId) ?? 0;
    if (inCycle < this.#most(cycleId) && !(behind && this.#waiting.has(cycleId))) {
      this.#inCycles.set(cycleId, inCycle + 1);
      return "yes";
    }
    this.#waiting.add(cycleId);
    return "park";
  }

  /** A read that came to its end found so many of these accounts: those of which it found less have no more. */
  found(rows: readonly LiveRun[], rooms: ReadonlyMap<string, number>, after: string): void {
    for (const [account, room] of rooms)
      if (account > after && rows.filter(({ accountId }) => accountId === account).length < room)
        this.#crowded.delete(account);
  }

  /** A run has left: whether more of its account are worth reading. */
  isWorthReadingAfter({ accountId }: LiveRun): boolean {
    return this.#crowded.has(accountId) && this.#isWorthReading(accountId);
  }

  /** How many parked runs of each waiting cycle are worth having back. */
  wanted(cycles: readonly string[] = this.waiting): [cycle: string, count: number][] {
    const waiting = cycles.filter((cycle) => this.#waiting.has(cycle));
    if (waiting.length === 0) return [];
    this.#countCycles();
    return waiting.flatMap((cycle): [string, number][] => {
      const [inHand, most] = [this.#inCycles.get(cycle) ?? 0, this.#most(cycle)];
      return inHand <= most / 2 ? [[cycle, most - inHand]] : [];
    });
  }

  /** Fewer came back than were wanted: no more are parked. */
  hasNoMore(cycle: string): void {
    this.#waiting.delete(cycle);
  }

  #isWorthReading(account: string): boolean {
    return this.#lanes.countOf(account) <= this.#most(account) / 2;
  }

  /** In hand at most; where all places are others' now, a few, so that some are asked for. */
  #most(subject: string): number {
    const places = this.#places.of(subject) ?? Number.POSITIVE_INFINITY;
    const few = Math.min(inHandFactor, this.#places.limitOf(subject) ?? 0);
    return Math.min(this.perAccount, Math.max(few, places * inHandFactor));
  }

  #countCycles(): void {
    this.#inCycles = new Map();
    if (!this.#places.areLimited) return;
    for (const { cycleId } of this.#lanes.runs())
      if (this.#places.of(cycleId) !== null) this.#inCycles.set(cycleId, (this.#inCycles.get(cycleId) ?? 0) + 1);
  }
}
