import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import { nextTime } from "../cycle/schedule-times.ts";
import type { Database } from "../db/database.ts";
import { fireSchedule, forgetSchedule, inTransaction, lockDueSchedules } from "./schedule-store.ts";

export interface SchedulesDeps {
  database: Pick<Database, "engine">;
  clock: Clock;
  log: Log;
  touch(accounts: readonly string[]): void;
}

const tickMs = 1000;
/** Fired in one transaction. */
const groupSize = 50;

/** Fires schedules whose time has come. Every worker looks; whoever locks a row fires it, and the next time is written with it. */
export class Schedules {
  readonly #deps: SchedulesDeps;
  #timer: NodeJS.Timeout | undefined;
  #busy: Promise<void> | null = null;

  constructor(deps: SchedulesDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer = setInterval(() => void this.tick(), tickMs);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#busy;
  }

  /** Never throws; never overlaps itself. */
  tick(): Promise<void> {
    this.#busy ??= this.#fireAll()
      .catch((error: unknown) => this.#deps.log.warn({ err: error }, "schedules could not be looked at"))
      .finally(() => {
        this.#busy = null;
      });
    return this.#busy;
  }

  async #fireAll(): Promise<void> {
    for (let found = groupSize; found === groupSize; ) found = await this.#fireGroup();
  }

  async #fireGroup(): Promise<number> {
    const { database, clock, touch } = this.#deps;
    const now = clock.now();
    const { found, fired } = await inTransaction(database.engine, async (scope) => {
      const due = await lockDueSchedules(scope, new Date(now), groupSize);
      const accounts = new Set<string>();
      const stopped = new Set<string>();
      for (const each of due) {
        // A cycle that takes one only has taken it with another of its schedules.
        if (stopped.has(each.cycleId)) continue;
        if (!each.running) {
          await forgetSchedule(scope, each);
          continue;
        }
        const next = nextTime(each.schedule, each.timezone, now, each.nextAt.getTime());
        await fireSchedule(scope, each, next === null ? null : new Date(next));
        accounts.add(each.accountId);
        if (each.once) stopped.add(each.cycleId);
      }
      return { found: due.length, fired: [...accounts] };
    });
    if (fired.length > 0) touch(fired);
    return found;
  }
}
