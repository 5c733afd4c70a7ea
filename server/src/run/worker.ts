import type { Pool } from "pg";
import type { Signal } from "../db/signal.ts";
import {
  type DueRun,
  parkRuns,
  readDueRuns,
  readHeldLanes,
  releaseFreeLanes,
  releaseLanes,
  releaseShards,
  wakeDueRuns,
} from "./claim-store.ts";
import type { CallGate } from "./call-gate.ts";
import { Calls } from "./calls.ts";
import type { Departure } from "./departure.ts";
import type { ExecuteDeps } from "./execute.ts";
import { executeSafely } from "./execute-safely.ts";
import { Lanes } from "./lanes.ts";
import { countCrashes, endCancelled, forgetWorker, noteInHand } from "./leftover-store.ts";
import { createCallGate } from "./pressure-store.ts";
import { crashesAlone, crashesOf } from "./recover.ts";
import { shardCount } from "./shard-store.ts";
import { ShardKeeper } from "./shards.ts";
import { laneOf, type LiveRun } from "./state.ts";

export interface WorkerDeps extends Omit<ExecuteDeps, "isOurs" | "gate"> {
  /** For what is read and noted with every claim, one after another. */
  claims: Pool;
  directUrl: string;
  signal: Pick<Signal, "listen">;
  /** Runs that execute at once. */
  concurrency: number;
  /** Milliseconds of a clock that never jumps, for what waits in memory; the process's own unless told. */
  monotonic?: () => number;
  /** How long calls of shards that are given up may go on; 10 s unless told. */
  lettingGoMs?: number;
  /** Whether there is room on the disk to begin anything. */
  hasRoom(): boolean;
  /** Told of every run that ended or was let go. */
  observe(departure: Departure["kind"]): void;
}

/** Runs in hand for each place: enough that a place is never idle while the next ones are read. */
const inHandFactor = 4;
/** Runs of one account in hand at most, and in one read. */
const perAccountAtMost = (concurrency: number): number => concurrency * (inHandFactor / 2);
const nil = "00000000-0000-0000-0000-000000000000";
const tickMs = 1000;
const shardTicks = 3;
const lettingGoMs = 10_000;

/**
 * Executes the runs of its shards: reads what is due, starts what may start, and reacts to what came of it. Everything it
 * knows is in rows; what it holds in memory can be lost at any moment.
 */
export class Worker {
  readonly #deps: WorkerDeps & ExecuteDeps;
  readonly #lanes = new Lanes();
  readonly #shards: ShardKeeper;
  readonly #calls = new Calls();
  readonly #gate: CallGate;
  #after = nil;
  #filling: Promise<void> | null = null;
  #fillAgain = false;
  /** The last read left something behind that is due: it is worth reading again as soon as there is room. */
  #more = false;
  #alone: { run: LiveRun; started: boolean } | null = null;
  #closing = false;
  /** The database was not well: nothing is read before the next tick. */
  #resting = false;
  #ticks = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | null = null;
  readonly #besides = new Set<Promise<void>>();
  /** Looked at whenever a run leaves; those that answer true are done with. */
  #watchers: (() => boolean)[] = [];

  constructor(deps: WorkerDeps) {
    const { concurrency, monotonic: now = () => performance.now() } = deps;
    const share = () => this.#shards.owned.size / shardCount;
    this.#gate = createCallGate(deps.pool, { now, share, concurrency });
    this.#deps = { ...deps, gate: this.#gate, isOurs: () => this.#shards.isSure() };
    this.#shards = new ShardKeeper({
      directUrl: deps.directUrl,
      clock: deps.clock,
      letGo: (shards) => this.#letGo(shards),
      lost: () => this.#lost(),
      gained: (shards, members) => this.#gained(shards, members),
      onError: (error) => deps.log.warn({ err: error }, "the session that holds the shards has trouble"),
    });
  }

  /** Shards this worker holds now. */
  get shards(): ReadonlySet<number> {
    return this.#shards.owned;
  }

  async start(): Promise<void> {
    this.#stopListening = this.#deps.signal.listen(() => this.#fill());
    await this.tick();
    this.#timer = setInterval(() => void this.tick(), tickMs);
  }

  /** Once a second: shards, what has waited long enough, and a look in case a signal was lost. Never throws. */
  async tick(): Promise<void> {
    try {
      if (this.#ticks++ % shardTicks === 0 || !this.#shards.isSure()) await this.#shards.tick();
      const owned = [...this.#shards.owned];
      await this.#gate.tick();
      if (owned.length > 0) {
        await wakeDueRuns(this.#deps.pool, owned);
        await this.#checkHeldLanes(owned);
      }
      this.#resting = false;
      this.#fill();
    } catch (error: unknown) {
      this.#deps.log.warn({ err: error }, "the worker could not look for runs");
    }
  }

  /** Starts nothing more, lets what is in hand end (≤ 10 s), and gives the shards up. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#timer);
    this.#stopListening?.();
    const { pid } = this.#shards;
    await this.#shards.close();
    await Promise.all([this.#filling, ...this.#besides]);
    await this.#deps.checkpoints.drain();
    if (pid !== 0) await forgetWorker(this.#deps.pool, pid);
  }

  /** Resolves when nothing is in hand and nothing more is due. */
  async idle(): Promise<void> {
    while (this.#filling || this.#besides.size > 0) await Promise.all([this.#filling, ...this.#besides]);
    if (this.#lanes.size === 0) return;
    await this.#until(() => this.#lanes.size === 0);
    return this.idle();
  }

  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#watchers.push(() => {
        if (!holds()) return false;
        resolve();
        return true;
      });
    });
  }

  #fill(): void {
    if (this.#closing || this.#resting || this.#shards.owned.size === 0 || !this.#deps.hasRoom()) return;
    if (this.#filling) {
      this.#fillAgain = true;
      return;
    }
    this.#filling = this.#read()
      .catch((error: unknown) => {
        this.#resting = true;
        this.#deps.log.warn({ err: error }, "due runs could not be read");
      })
      .finally(() => {
        this.#filling = null;
        if (!this.#fillAgain) return;
        this.#fillAgain = false;
        this.#fill();
      });
  }

  async #read(): Promise<void> {
    const { claims, concurrency } = this.#deps;
    const room = () => concurrency * inHandFactor - this.#lanes.size;
    for (let limit = room(); limit > 0 && !this.#closing; limit = room()) {
      const owned = this.#shards.owned;
      const after = this.#after;
      const fullLanes = this.#lanes.fullLanes();
      const dropped = this.#lanes.noteDrops();
      const rows = await readDueRuns(claims, {
        shards: owned.size === shardCount ? null : [...owned],
        after,
        full: this.#lanes.accountsWith(perAccountAtMost(concurrency)),
        inHand: this.#lanes.ids(),
        fullLanes,
        perAccount: perAccountAtMost(concurrency),
        limit,
      });
      if (dropped.size > 0) this.#fillAgain = true;
      const added = await this.#take(rows.filter((run) => dropped.size === 0 || !dropped.has(laneOf(run))));
      const wrapped = rows.length < limit;
      const isCut =
        rows.length >= perAccountAtMost(concurrency) ||
        this.#lanes.accountsWith(perAccountAtMost(concurrency)).length > 0;
      this.#more = added < rows.length || !wrapped || isCut || fullLanes.length > 0;
      this.#after = wrapped ? nil : (rows.at(-1)?.accountId ?? nil);
      // After a whole round everything due is in hand, or nothing of it could be taken.
      if (wrapped && after === nil && (added === 0 || !this.#more)) return;
    }
  }

  /** Takes rows in hand; answers how many. What stands behind a held lane is parked, so that it is not read again. */
  async #take(rows: readonly DueRun[]): Promise<number> {
    const parked: LiveRun[] = [];
    const added: LiveRun[] = [];
    for (const run of rows) {
      if (!this.#shards.owned.has(run.shard)) continue;
      const outcome = this.#lanes.add(run, run.behind);
      if (outcome === "added") added.push(run);
      if (outcome === "held") parked.push(run);
    }
    try {
      if (parked.length > 0) await parkRuns(this.#deps.pool, parked);
      const inHand = this.#alone?.started ? [this.#alone.run] : [...this.#lanes.runs()];
      if (added.length > 0) await noteInHand(this.#deps.claims, this.#shards.pid, inHand);
    } catch (error: unknown) {
      const lost = new Set(added);
      this.#lanes.dropWaiting((run) => lost.has(run));
      throw error;
    }
    if (added.length > 0) this.#dispatch();
    return added.length;
  }

  #dispatch(): void {
    const share = Math.ceil(this.#deps.concurrency / 4);
    while (!this.#alone && this.#lanes.executing < this.#deps.concurrency) {
      const run = this.#lanes.take(share);
      if (!run) break;
      if (crashesOf(run) >= crashesAlone) this.#alone = { run, started: false };
      else void this.#run(run);
    }
    // A run that may have ended the process waits until it is the only one that executes.
    if (this.#alone?.started === false && this.#lanes.executing === 1) {
      this.#alone.started = true;
      void this.#runAlone(this.#alone.run);
    }
  }

  async #runAlone(run: LiveRun): Promise<void> {
    try {
      await noteInHand(this.#deps.pool, this.#shards.pid, [run]);
    } catch (error: unknown) {
      this.#deps.log.warn({ err: error, run: run.id }, "what is in hand could not be noted");
      this.#alone = null;
      this.#leave(run, { kind: "dropped" });
      return;
    }
    await this.#run(run);
    this.#alone = null;
    this.#dispatch();
  }

  async #run(run: LiveRun): Promise<void> {
    const work = (signal: AbortSignal) => executeSafely(this.#deps, run, signal);
    const { departure, trouble } = await this.#calls.during(run, work);
    if (trouble || !this.#shards.isSure()) this.#resting = true;
    if (departure.kind === "cancelled") await this.#endCancelled(run);
    this.#leave(run, departure);
  }

  async #endCancelled(run: LiveRun): Promise<void> {
    try {
      await endCancelled(this.#deps.pool, { shards: [run.shard], runId: run.id });
    } catch (error: unknown) {
      // It stays asked for in its row; whoever takes the shard next ends it.
      this.#deps.log.warn({ err: error, run: run.id }, "a cancelled run could not be ended yet");
    }
  }

  #leave(run: LiveRun, departure: Departure): void {
    this.#deps.observe(departure.kind);
    if (departure.kind === "waits" && departure.laneHeld) this.#park(this.#lanes.hold(run));
    else {
      if (departure.kind === "dropped" || departure.kind === "absorbed") this.#drop(run);
      if (this.#lanes.done(run)) this.#release(run);
    }
    this.#dispatch();
    // What came meanwhile announces itself by a signal; reading after every run would only find a handful each time.
    if (this.#more && this.#lanes.size < this.#deps.concurrency * (inHandFactor / 2)) this.#fill();
    this.#watchers = this.#watchers.filter((isDone) => !isDone());
  }

  /** It, or who took its place, is read again, and what stands behind it with it: nobody overtakes it meanwhile. */
  #drop(run: LiveRun): void {
    this.#lanes.dropFollowers(run);
    this.#more = true;
  }

  #park(runs: readonly LiveRun[]): void {
    if (runs.length === 0) return;
    const parking = parkRuns(this.#deps.pool, runs).catch((error: unknown) => {
      // They stay due, so they are only read once more than needed.
      this.#deps.log.warn({ err: error }, "followers of a held lane could not be parked");
    });
    this.#keepInMind(parking);
  }

  #release(run: LiveRun): void {
    const releasing = releaseLanes(this.#deps.pool, [run])
      .then(() => this.#fill())
      .catch((error: unknown) => {
        this.#deps.log.warn({ err: error }, "a lane could not be released; it is tried again within a second");
      });
    this.#keepInMind(releasing);
  }

  /** Work on rows that nothing waits for, until it is over. */
  #keepInMind(work: Promise<void>): void {
    this.#besides.add(work);
    void work.finally(() => this.#besides.delete(work));
  }

  async #letGo(shards: ReadonlySet<number>): Promise<void> {
    const nothingLeft = () => this.#lanes.dropWaiting((run) => shards.has(run.shard)) === 0;
    this.#lanes.forgetHeld(shards);
    if (nothingLeft()) return;
    const limit = setTimeout(
      () => this.#calls.abort((run) => shards.has(run.shard)),
      this.#deps.lettingGoMs ?? lettingGoMs,
    );
    await this.#until(nothingLeft);
    clearTimeout(limit);
  }

  #lost(): void {
    this.#deps.log.error("the session that held the shards is gone; everything in hand is let go");
    this.#calls.abort(() => true);
    this.#lanes.dropWaiting(() => true);
    this.#lanes.forgetHeld(null);
  }

  /**
   * A head that waited may have been cancelled or held by a person: then its lane goes on without it. One may wait of which
   * we did not hear, because the answer to that write was lost: its lane waits too. Whatever is parked behind nobody goes
   * on, however it came to be.
   */
  async #checkHeldLanes(owned: readonly number[]): Promise<void> {
    const known = this.#lanes.heldLanes();
    const heads = await readHeldLanes(this.#deps.pool, owned);
    const ids = new Set(heads.map(({ id }) => id));
    for (const [key, head] of known) if (!ids.has(head)) this.#lanes.freeLane(key, head);
    for (const head of heads) if (head.waits && this.#shards.owned.has(head.shard)) this.#lanes.holdLane(head);
    await releaseFreeLanes(this.#deps.pool, owned, [...this.#lanes.heldLanes().keys()]);
  }

  async #gained(shards: readonly number[], members: readonly number[]): Promise<void> {
    const { pool } = this.#deps;
    await countCrashes(pool, members);
    await endCancelled(pool, { shards, runId: null });
    for (const head of await readHeldLanes(pool, shards)) this.#lanes.holdLane(head);
    await releaseShards(pool, shards);
    this.#deps.log.debug({ shards: shards.length, members: members.length }, "shards gained");
  }
}
