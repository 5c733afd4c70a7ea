import type { Pool } from "pg";
import type { Log } from "../base/log.ts";
import {
  parkRuns,
  readHeldLanes,
  releaseFreeLanes,
  releaseLanes,
  releaseOldest,
  releaseShards,
} from "./claim-store.ts";
import type { Lanes } from "./lanes.ts";
import type { Room } from "./room.ts";
import type { LiveRun } from "./state.ts";

export interface ParkingDeps {
  pool: Pool;
  log: Log;
  lanes: Lanes;
  room: Room;
  owned(): ReadonlySet<number>;
  /** Something is due again. */
  released(): void;
}

/** What stands behind a lane that is held, or waits for places of its cycle: out of the reader's sight, and back into it. */
export class Parking {
  readonly #deps: ParkingDeps;
  readonly #underWay = new Set<Promise<void>>();
  readonly #refilling = new Set<string>();

  constructor(deps: ParkingDeps) {
    this.#deps = deps;
  }

  /** Work on rows that nothing waits for. */
  get underWay(): ReadonlySet<Promise<void>> {
    return this.#underWay;
  }

  park(runs: readonly LiveRun[]): void {
    if (runs.length === 0) return;
    // If not, they stay due, so they are only read once more than needed.
    this.#begin(parkRuns(this.#deps.pool, runs), "followers of a held lane could not be parked");
  }

  /** Its lane is free again. */
  release(run: LiveRun): void {
    const releasing = releaseLanes(this.#deps.pool, [run]).then(this.#deps.released);
    this.#begin(releasing, "a lane could not be released; it is tried again within a second");
  }

  /** A run has left: of its cycle others may have waited for places. */
  refill({ cycleId }: LiveRun): void {
    const { room } = this.#deps;
    for (const [cycle, count] of room.wanted([cycleId])) {
      const releasing = this.#refill(cycle, count).then(this.#deps.released);
      this.#begin(releasing, "runs that wait for a place could not be released; it is tried again within a second");
    }
  }

  /**
   * A head that waited may have been cancelled or held by a person: then its lane goes on without it. One may wait of which
   * we did not hear, because the answer to that write was lost: its lane waits too. Whatever is parked behind nobody goes
   * on, however it came to be.
   */
  async check(): Promise<void> {
    const { pool, lanes, room, owned } = this.#deps;
    const shards = [...owned()];
    const known = lanes.heldLanes();
    const heads = await readHeldLanes(pool, shards);
    const ids = new Set(heads.map(({ id }) => id));
    for (const [key, head] of known) if (!ids.has(head)) lanes.freeLane(key, head);
    for (const head of heads) if (head.waits && owned().has(head.shard)) lanes.holdLane(head);
    await releaseFreeLanes(pool, { shards, held: [...lanes.heldLanes().keys()], waiting: room.waiting });
    for (const [cycle, count] of room.wanted()) await this.#refill(cycle, count);
  }

  /** New shards: what their former worker knew is found out anew. */
  async takeOver(shards: readonly number[]): Promise<void> {
    const { pool, lanes } = this.#deps;
    for (const head of await readHeldLanes(pool, shards)) lanes.holdLane(head);
    await releaseShards(pool, shards);
  }

  async #refill(cycle: string, count: number): Promise<void> {
    if (this.#refilling.has(cycle)) return;
    const { pool, lanes, room, owned } = this.#deps;
    const held = [...lanes.heldLanes().keys()];
    this.#refilling.add(cycle);
    try {
      const released = await releaseOldest(pool, { cycle, shards: [...owned()], held, count });
      if (released < count) room.hasNoMore(cycle);
    } finally {
      this.#refilling.delete(cycle);
    }
  }

  #begin(work: Promise<void>, otherwise: string): void {
    const logged = work.catch((error: unknown) => this.#deps.log.warn({ err: error }, otherwise));
    this.#underWay.add(logged);
    void logged.finally(() => this.#underWay.delete(logged));
  }
}
