import type { Pool } from "pg";
import type { Signal } from "../db/signal.ts";
import { wakeDueRuns } from "./claim-store.ts";
import type { CallGate } from "./call-gate.ts";
import { Calls } from "./calls.ts";
import type { Departure } from "./departure.ts";
import type { ExecuteDeps, Hands } from "./hands.ts";
import { executeSafely } from "./execute-safely.ts";
import type { EarlyRun, FirstWrite } from "./first-write.ts";
import { Lanes } from "./lanes.ts";
import { countCrashes, endCancelled, forgetWorker, noteInHand } from "./leftover-store.ts";
import { readLimits } from "./limit-store.ts";
import { Parking } from "./parking.ts";
import { forgetPlaces, settlePlaces } from "./place-store.ts";
import { Places } from "./places.ts";
import { createCallGate } from "./pressure-store.ts";
import { Reader } from "./reader.ts";
import { crashesAlone, crashesOf } from "./recover.ts";
import { Room } from "./room.ts";
import { shardCount } from "./shard-store.ts";
import { ShardKeeper } from "./shards.ts";
import { type LiveRun, noShard } from "./state.ts";

export interface WorkerDeps extends Omit<ExecuteDeps, "isOurs" | "gate"> {
  /** For what is read and noted with every claim, one after another. */
  claims: Pool;
  directUrl: string;
  signal: Pick<Signal, "listen">;
  /** How many runs execute at once on each worker, as it is set now. */
  concurrency(): Promise<number>;
  /** Milliseconds of a clock that never jumps, for what waits in memory; the process's own unless told. */
  monotonic?: () => number;
  /** How long calls of shards that are given up may go on; 10 s unless told. */
  lettingGoMs?: number;
  /** Whether there is room on the disk to begin anything. */
  hasRoom(): boolean;
  /** Told of every run that ended or was let go. */
  observe(departure: Departure["kind"]): void;
}

const tickMs = 1000;
/** Limits change when somebody sets them. */
const limitTicks = 3;
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
  readonly #places: Places;
  readonly #room: Room;
  readonly #parking: Parking;
  readonly #reader: Reader;
  /** Backend under whose name places are asked for. */
  #placesPid = 0;
  #alone: { run: LiveRun; started: boolean } | null = null;
  #closing = false;
  #ticks = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | null = null;
  /** Looked at whenever a run leaves; those that answer true are done with. */
  #watchers: (() => boolean)[] = [];

  constructor(deps: WorkerDeps) {
    const { pool, claims, log, monotonic: now = () => performance.now() } = deps;
    const share = () => this.#shards.owned.size / shardCount;
    const owned = () => this.#shards.owned;
    const lanes = this.#lanes;
    this.#places = new Places(
      {
        isSole: () => this.#shards.owned.size === shardCount,
        settle: async (wishes) => (this.#shards.pid === 0 ? new Map() : settlePlaces(pool, this.#shards.pid, wishes)),
      },
      lanes,
    );
    this.#room = new Room(lanes, this.#places);
    const shared = { pool, log, lanes, room: this.#room, owned };
    this.#parking = new Parking({ ...shared, released: () => this.#reader.fill() });
    this.#reader = new Reader({
      ...shared,
      claims,
      isOpen: () => !this.#closing && deps.hasRoom(),
      note: () => this.#note(),
      taken: () => this.#dispatch(),
    });
    this.#gate = createCallGate(pool, { now, share, concurrency: () => this.#room.concurrency });
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
    this.#stopListening = this.#deps.signal.listen(() => this.#reader.fill());
    await this.tick();
    this.#timer = setInterval(() => void this.tick(), tickMs);
  }

  /** Once a second: shards, what has waited long enough, and a look in case a signal was lost. Never throws. */
  async tick(): Promise<void> {
    try {
      const isTime = this.#ticks++ % limitTicks === 0;
      // Nothing is executed before it is known how much may be; afterwards the shards come first: whose worker was killed
      // have nobody until then.
      if (this.#ticks === 1) await this.#learnLimits();
      if (!this.#shards.isBusy || !this.#shards.isSure()) await this.#shards.tick();
      await this.#gate.tick();
      if (isTime && this.#ticks > 1) await this.#learnLimits();
      if (this.#shards.owned.size > 0) {
        await wakeDueRuns(this.#deps.pool, [...this.#shards.owned]);
        await this.#parking.check();
        await this.#places.tick();
        this.#dispatch();
      }
      this.#reader.wake();
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
    await Promise.all([this.#reader.underWay, ...this.#parking.underWay]);
    await this.#deps.checkpoints.drain();
    if (pid !== 0) await forgetWorker(this.#deps.pool, pid);
  }

  /** Shards that runs may begin in; null for all. */
  get earlyShards(): readonly number[] | null {
    const { owned } = this.#shards;
    return owned.size === shardCount ? null : [...owned];
  }

  /**
   * Begins a run whose event is about to be kept, if it would be its turn at once. Answers whether it did; it is the first
   * write of the run that decides whether it goes on.
   */
  beginEarly({ run, first }: EarlyRun): boolean {
    const { concurrency } = this.#room;
    if (this.#closing || this.#alone || !this.#shards.isSure() || !this.#deps.hasRoom()) return false;
    if (this.#shards.owned.size === 0 || this.#places.of(run.accountId) !== null) return false;
    if (this.#places.of(run.cycleId) !== null) return false;
    if (!this.#lanes.seize(run, concurrency, Math.ceil(concurrency / 4))) return false;
    this.#places.began(run);
    void this.#run(run, first);
    return true;
  }

  /** Resolves when nothing is in hand and nothing more is due. */
  async idle(): Promise<void> {
    while (this.#reader.underWay || this.#parking.underWay.size > 0)
      await Promise.all([this.#reader.underWay, ...this.#parking.underWay]);
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

  async #learnLimits(): Promise<void> {
    this.#room.concurrency = await this.#deps.concurrency();
    this.#places.learn(await readLimits(this.#deps.pool));
    this.#room.forget();
  }

  /** All notes go one way, one after another: none of what was in hand before may come last. */
  #note(): Promise<void> {
    const inHand = this.#alone?.started ? [this.#alone.run] : [...this.#lanes.runs()];
    return noteInHand(this.#deps.claims, this.#shards.pid, inHand);
  }

  #dispatch(): void {
    const { concurrency } = this.#room;
    const mayBegin = this.#places.areLimited ? (run: LiveRun) => this.#places.mayBegin(run) : null;
    while (!this.#alone && this.#lanes.executing < concurrency) {
      const run = this.#lanes.take(Math.ceil(concurrency / 4), mayBegin);
      if (!run) break;
      this.#places.began(run);
      if (crashesOf(run) >= crashesAlone) this.#alone = { run, started: false };
      else void this.#run(run);
    }
    if (this.#places.isShort) void this.#askForPlaces();
    // A run that may have ended the process waits until it is the only one that executes.
    if (this.#alone?.started === false && this.#lanes.executing === 1) {
      this.#alone.started = true;
      void this.#runAlone(this.#alone.run);
    }
  }

  async #askForPlaces(): Promise<void> {
    try {
      await this.#places.settle();
      this.#dispatch();
    } catch (error: unknown) {
      this.#deps.log.warn({ err: error }, "places could not be asked for; they are asked for again within a second");
    }
  }

  async #runAlone(run: LiveRun): Promise<void> {
    try {
      await this.#note();
    } catch (error: unknown) {
      this.#deps.log.warn({ err: error, run: run.id }, "what is in hand could not be noted");
      this.#alone = null;
      this.#leave(run, { kind: "dropped" });
      return;
    }
    await this.#run(run);
    this.#alone = null;
    this.#dispatch();
    try {
      // It is not by itself any more, for whoever should find what was noted last.
      await this.#note();
    } catch (error: unknown) {
      this.#deps.log.warn({ err: error }, "what is in hand could not be noted");
    }
  }

  async #run(run: LiveRun, first?: FirstWrite): Promise<void> {
    const hands: Hands = { ...this.#deps, abort: this.#calls.begin(run), first };
    const { departure, trouble } = await executeSafely(hands, run);
    this.#calls.end(run);
    if (trouble || !this.#shards.isSure()) this.#reader.rest();
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
    // One that never got a row is none yet.
    if (run.shard !== noShard) this.#deps.observe(departure.kind);
    this.#places.ended(run);
    if (departure.kind === "waits" && departure.laneHeld) this.#parking.park(this.#lanes.hold(run));
    else {
      if (departure.kind === "dropped" || departure.kind === "absorbed") this.#drop(run);
      if (this.#lanes.done(run)) this.#parking.release(run);
    }
    this.#dispatch();
    this.#parking.refill(run);
    this.#reader.left(run);
    this.#watchers = this.#watchers.filter((isDone) => !isDone());
  }

  /** It, or who took its place, is read again, and what stands behind it with it: nobody overtakes it meanwhile. */
  #drop(run: LiveRun): void {
    this.#lanes.dropFollowers(run);
    this.#reader.missed();
  }

  async #letGo(shards: ReadonlySet<number>): Promise<void> {
    // One that has no row yet may get one in any of them; not one that begins from now on.
    const rowless = new Set([...this.#lanes.busy()].filter(({ shard }) => shard === noShard));
    const isOfThem = (run: LiveRun) => shards.has(run.shard) || (run.shard === noShard && rowless.has(run));
    const nothingLeft = () => this.#lanes.dropWaiting(isOfThem) === 0;
    this.#lanes.forgetHeld(shards);
    if (!nothingLeft()) {
      const limit = setTimeout(() => this.#calls.abort(isOfThem), this.#deps.lettingGoMs ?? lettingGoMs);
      await this.#until(nothingLeft);
      clearTimeout(limit);
    }
    // Whoever gets them has to know how many places are taken.
    await this.#askForPlaces();
  }

  #lost(): void {
    this.#deps.log.error("the session that held the shards is gone; everything in hand is let go");
    this.#calls.abort(() => true);
    this.#lanes.dropWaiting(() => true);
    this.#lanes.forgetHeld(null);
    this.#places.forget();
  }

  async #gained(shards: readonly number[], members: readonly number[]): Promise<void> {
    const { pool } = this.#deps;
    await countCrashes(pool, members, crashesAlone);
    await endCancelled(pool, { shards, runId: null });
    await this.#parking.takeOver(shards);
    if (this.#placesPid !== this.#shards.pid) await forgetPlaces(pool, this.#shards.pid);
    this.#placesPid = this.#shards.pid;
    this.#deps.log.debug({ shards: shards.length, members: members.length }, "shards gained");
  }
}
