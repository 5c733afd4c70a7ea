import type { Pool } from "pg";
import type { Log } from "../base/log.ts";
import { type DueRun, parkRuns, readDueRuns, rowsAtMost } from "./claim-store.ts";
import type { Lanes } from "./lanes.ts";
import type { Room } from "./room.ts";
import { shardCount } from "./shard-store.ts";
import { laneOf, type LiveRun } from "./state.ts";

export interface ReaderDeps {
  pool: Pool;
  claims: Pool;
  log: Log;
  lanes: Lanes;
  room: Room;
  owned(): ReadonlySet<number>;
  /** Whether anything may be begun now. */
  isOpen(): boolean;
  /** Notes what is in hand, before any of it begins. */
  note(): Promise<void>;
  /** Something more is in hand. */
  taken(): void;
}

const nil = "00000000-0000-0000-0000-000000000000";

/** Takes in hand what is due, account after account, as far as there is room for it. */
export class Reader {
  readonly #deps: ReaderDeps;
  #after = nil;
  #filling: Promise<void> | null = null;
  #fillAgain = false;
  /** The last read left something behind that is due: it is worth reading again as soon as there is room. */
  #more = false;
  /** The database was not well: nothing is read before the next tick. */
  #resting = false;

  constructor(deps: ReaderDeps) {
    this.#deps = deps;
  }

  get underWay(): Promise<void> | null {
    return this.#filling;
  }

  rest(): void {
    this.#resting = true;
  }

  wake(): void {
    this.#resting = false;
    this.fill();
  }

  /** Something was left undone, or let go of: the next time that there is room it is looked for. */
  missed(): void {
    this.#more = true;
  }

  /** A run has left. What came meanwhile announces itself by a signal; reading after every run would only find a handful each time. */
  left(run: LiveRun): void {
    const { room } = this.#deps;
    if ((this.#more && room.isHalfEmpty) || room.isWorthReadingAfter(run)) this.fill();
  }

  fill(): void {
    const { isOpen, owned, log } = this.#deps;
    if (this.#resting || owned().size === 0 || !isOpen()) return;
    if (this.#filling) {
      this.#fillAgain = true;
      return;
    }
    this.#filling = this.#read()
      .catch((error: unknown) => {
        this.#resting = true;
        log.warn({ err: error }, "due runs could not be read");
      })
      .finally(() => {
        this.#filling = null;
        if (!this.#fillAgain) return;
        this.#fillAgain = false;
        this.fill();
      });
  }

  async #read(): Promise<void> {
    const { claims, lanes, room, owned, isOpen } = this.#deps;
    while (room.left > 0 && isOpen()) {
      const limit = Math.min(room.left, rowsAtMost);
      const shards = owned();
      const after = this.#after;
      const fullLanes = lanes.fullLanes();
      const { full, perAccount, rooms } = room.ask();
      const dropped = lanes.noteDrops();
      const rows = await readDueRuns(claims, {
        shards: shards.size === shardCount ? null : [...shards],
        ...{ after, full, rooms, perAccount, fullLanes, limit },
        inHand: lanes.ids(),
      });
      if (dropped.size > 0) this.#fillAgain = true;
      const added = await this.#take(rows.filter((run) => dropped.size === 0 || !dropped.has(laneOf(run))));
      const wrapped = rows.length < limit;
      if (wrapped) room.found(rows, rooms, after);
      const isCut = rows.length >= perAccount || lanes.accountsWith(perAccount).length > 0;
      this.#more = added < rows.length || !wrapped || isCut || fullLanes.length > 0;
      this.#after = wrapped ? nil : (rows.at(-1)?.accountId ?? nil);
      // After a whole round everything due is in hand, or nothing of it could be taken.
      if (wrapped && after === nil && (added === 0 || !this.#more)) return;
    }
  }

  /** Takes rows in hand; answers how many. What waits for others is parked, so that it is not read again. */
  async #take(rows: readonly DueRun[]): Promise<number> {
    const { pool, lanes, room, owned, note, taken } = this.#deps;
    const parked: LiveRun[] = [];
    const added: LiveRun[] = [];
    for (const run of rows) {
      if (!owned().has(run.shard)) continue;
      const admission = room.admits(run, run.behind);
      const outcome = admission === "yes" ? lanes.add(run, run.behind) : admission;
      if (outcome === "added") added.push(run);
      if (outcome === "held" || outcome === "park") parked.push(run);
    }
    try {
      if (parked.length > 0) await parkRuns(pool, parked);
      if (added.length > 0) await note();
    } catch (error: unknown) {
      const lost = new Set(added);
      lanes.dropWaiting((run) => lost.has(run));
      throw error;
    }
    if (added.length > 0) taken();
    return added.length;
  }
}
