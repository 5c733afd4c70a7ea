import { laneOf, type LiveRun } from "./state.ts";

interface Lane {
  /** The run in hand that executes now. */
  busy: LiveRun | null;
  /** Runs in hand behind it, in order. */
  waiting: LiveRun[];
}

/** Runs of one lane kept in hand at most; more of them are read when these are done. */
const laneDepth = 8;

/**
 * What this worker has in hand, in lanes, and whose turn it is: one run of a lane at a time, accounts in turn.
 * Pure memory: rows are the truth, and whatever is dropped here is read again.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #inHand = new Map<string, LiveRun>();
  /** Head of each lane that waits with its lane, by lane. */
  readonly #held = new Map<string, { id: string; shard: number }>();
  /** Lanes that could start, by account, in the order in which accounts take turns. */
  readonly #ready = new Map<string, Set<string>>();
  readonly #perAccount = new Map<string, { inHand: number; executing: number }>();
  executing = 0;
  /** Lanes of which something was dropped from hand undone, since they were last asked for. */
  #dropped = new Set<string>();

  get size(): number {
    return this.#inHand.size;
  }

  ids(): string[] {
    return [...this.#inHand.keys()];
  }

  runs(): IterableIterator<LiveRun> {
    return this.#inHand.values();
  }

  /** Runs that execute. */
  *busy(): Iterable<LiveRun> {
    for (const { busy } of this.#lanes.values()) if (busy) yield busy;
  }

  /** One run of each lane that has something in hand. */
  *heads(): Iterable<LiveRun> {
    for (const { busy, waiting } of this.#lanes.values()) {
      const head = busy ?? waiting[0];
      if (head) yield head;
    }
  }

  /** Runs of an account in hand. */
  countOf(account: string): number {
    return this.#perAccount.get(account)?.inHand ?? 0;
  }

  /** Accounts with at least so many runs in hand. */
  accountsWith(atLeast: number): string[] {
    return [...this.#perAccount].filter(([, count]) => count.inHand >= atLeast).map(([account]) => account);
  }

  /**
   * Takes a run in hand. `held`: its lane waits for another. `later`: enough of its lane are in hand, or there is one before
   * it that nobody here knows of yet.
   */
  add(run: LiveRun, behind = false): "added" | "held" | "later" {
    if (this.#inHand.has(run.id)) return "later";
    const key = laneOf(run);
    const holder = this.#held.get(key);
    if (holder && holder.id !== run.id) return "held";
    if (behind && !holder) return "later";
    const lane = this.#lanes.get(key) ?? { busy: null, waiting: [] };
    if (lane.waiting.length >= laneDepth) return "later";
    lane.waiting.push(run);
    this.#lanes.set(key, lane);
    this.#inHand.set(run.id, run);
    this.#count(run.accountId).inHand += 1;
    if (!lane.busy) this.#markReady(run.accountId, key);
    return "added";
  }

  /**
   * Takes a run in hand that is to execute at once. Not one whose lane has another, nor where no place is free, nor one that
   * would go before others that wait for a place.
   */
  seize(run: LiveRun, places: number, share: number): boolean {
    const key = laneOf(run);
    if (this.executing >= places || this.#lanes.has(key) || this.#held.has(key)) return false;
    if (this.#ready.size > 0 && (this.#perAccount.get(run.accountId)?.executing ?? 0) >= share) return false;
    this.#lanes.set(key, { busy: run, waiting: [] });
    this.#inHand.set(run.id, run);
    const count = this.#count(run.accountId);
    count.inHand += 1;
    count.executing += 1;
    this.executing += 1;
    return true;
  }

  /**
   * The next run to execute, or null. One account gets at most `share` places at once while others wait. Those that may not
   * begin, because there is no place for them, are no others.
   */
  take(share: number, mayBegin: ((run: LiveRun) => boolean) | null = null): LiveRun | null {
    const turns = mayBegin === null ? null : this.#turns(mayBegin);
    const alone = (turns ?? this.#ready).size === 1;
    for (const [account, keys] of this.#ready) {
      if (!alone && this.#count(account).executing >= share) continue;
      const key = turns === null ? keys.values().next().value : turns.get(account);
      if (key === undefined) continue;
      keys.delete(key);
      // To the end of the ring: the next turn is another account's.
      this.#ready.delete(account);
      if (keys.size > 0) this.#ready.set(account, keys);
      const lane = this.#lanes.get(key);
      const run = lane?.waiting.shift();
      if (!lane || !run) continue;
      lane.busy = run;
      this.#count(account).executing += 1;
      this.executing += 1;
      return run;
    }
    return null;
  }

  /** Of each account the first lane whose next run may begin. */
  #turns(mayBegin: (run: LiveRun) => boolean): Map<string, string> {
    const turns = new Map<string, string>();
    for (const [account, keys] of this.#ready) {
      for (const key of keys) {
        const next = this.#lanes.get(key)?.waiting[0];
        if (next === undefined || !mayBegin(next)) continue;
        turns.set(account, key);
        break;
      }
    }
    return turns;
  }

  /** The run is over, or let go. Answers whether its lane had been held by it. */
  done(run: LiveRun): boolean {
    const key = laneOf(run);
    const lane = this.#lanes.get(key);
    this.#forget(run, lane?.busy?.id === run.id);
    if (lane) {
      if (lane.busy?.id === run.id) lane.busy = null;
      lane.waiting = lane.waiting.filter((each) => each.id !== run.id);
      this.#settle(key, lane, run.accountId);
    }
    if (this.#held.get(key)?.id !== run.id) return false;
    this.#held.delete(key);
    return true;
  }

  /** A run is let go of undone: drops from hand what stands behind it. */
  dropFollowers(run: LiveRun): void {
    const key = laneOf(run);
    this.#dropped.add(key);
    const lane = this.#lanes.get(key);
    if (lane?.busy?.id !== run.id) return;
    for (const follower of lane.waiting) this.#forget(follower, false);
    lane.waiting = [];
  }

  /** The run waits and its lane waits with it: what stands behind it is dropped from hand and answered. */
  hold(run: LiveRun): LiveRun[] {
    const key = laneOf(run);
    const followers = this.#lanes.get(key)?.waiting ?? [];
    if (followers.length > 0) this.#dropped.add(key);
    for (const follower of followers) this.#forget(follower, false);
    this.#forget(run, true);
    this.#lanes.delete(key);
    this.#unready(run.accountId, key);
    this.#held.set(key, { id: run.id, shard: run.shard });
    return followers;
  }

  /**
   * Lanes of which something is dropped from hand undone from now on. What a read that was begun before finds of them may
   * stand behind what was dropped, which it left out.
   */
  noteDrops(): ReadonlySet<string> {
    this.#dropped = new Set();
    return this.#dropped;
  }

  /** Lanes of which no more is worth reading now. */
  fullLanes(): string[] {
    return [...this.#lanes].filter(([, lane]) => lane.waiting.length >= laneDepth).map(([key]) => key);
  }

  /** Heads of the lanes that wait with them. */
  heldLanes(): Map<string, string> {
    return new Map([...this.#held].map(([key, head]) => [key, head.id]));
  }

  /** Learns of a lane that is held, and that this worker did not know to be. */
  holdLane(head: { id: string; cycleId: string; lane: string; shard: number }): void {
    this.#held.set(laneOf(head), { id: head.id, shard: head.shard });
  }

  /** Nobody holds this lane any more, unless another head has come to do so meanwhile. */
  freeLane(key: string, head: string): void {
    if (this.#held.get(key)?.id === head) this.#held.delete(key);
  }

  /** Drops what has not started and fits; answers how many runs that fit are still executing. */
  dropWaiting(fits: (run: LiveRun) => boolean): number {
    let executing = 0;
    for (const run of [...this.#inHand.values()].filter(fits)) {
      const key = laneOf(run);
      if (this.#lanes.get(key)?.busy?.id === run.id) executing += 1;
      else {
        this.#dropped.add(key);
        this.done(run);
      }
    }
    return executing;
  }

  /** Forgets the held lanes of shards that are not ours any more; null: of all. */
  forgetHeld(shards: ReadonlySet<number> | null): void {
    for (const [key, head] of this.#held) if (!shards || shards.has(head.shard)) this.#held.delete(key);
  }

  #settle(key: string, lane: Lane, account: string): void {
    if (lane.busy) return;
    if (lane.waiting.length > 0) return this.#markReady(account, key);
    this.#lanes.delete(key);
    this.#unready(account, key);
  }

  #markReady(account: string, key: string): void {
    const keys = this.#ready.get(account);
    if (keys) keys.add(key);
    else this.#ready.set(account, new Set([key]));
  }

  #unready(account: string, key: string): void {
    const keys = this.#ready.get(account);
    keys?.delete(key);
    if (keys?.size === 0) this.#ready.delete(account);
  }

  #forget(run: LiveRun, wasExecuting: boolean): void {
    if (!this.#inHand.delete(run.id)) return;
    const count = this.#count(run.accountId);
    count.inHand -= 1;
    if (wasExecuting) {
      count.executing -= 1;
      this.executing -= 1;
    }
    if (count.inHand === 0) this.#perAccount.delete(run.accountId);
  }

  #count(account: string): { inHand: number; executing: number } {
    const found = this.#perAccount.get(account);
    if (found) return found;
    const count = { inHand: 0, executing: 0 };
    this.#perAccount.set(account, count);
    return count;
  }
}
