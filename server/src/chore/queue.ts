import { makeWorkerUtils, type WorkerUtils } from "graphile-worker";
import { Pool } from "pg";
import { createQueueLog } from "./queue-log.ts";
import { openStay, type Stay, type StayDeps } from "./stay.ts";

const minuteMs = 60_000;

/**
 * The chores' queue as this process sees it. graphile-worker would leave the jobs of a killed process locked for four
 * hours, so each minute whatever is locked under a name that nobody holds any more is unlocked.
 */
export class ChoreQueue {
  readonly #deps: StayDeps;
  #utils: WorkerUtils | null = null;
  #stay: Stay | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #busy: Promise<void> = Promise.resolve();

  /** Connects as the login itself, not as our pools' role: graphile-worker makes and migrates a schema of its own. */
  constructor(deps: Omit<StayDeps, "pool">) {
    const { directUrl, log } = deps;
    const pool = new Pool({ connectionString: directUrl, max: 5, application_name: "velodrome chores" });
    // On its way out a connection may still be told that the database stops.
    const onError = (error: Error) => {
      if (!this.#closed) log.warn({ err: error }, "a connection of the chores' queue was lost");
    };
    pool.on("error", onError);
    pool.on("connect", (client) => client.on("error", onError));
    this.#deps = { ...deps, pool };
  }

  /** Rejects when the queue cannot be made or entered; later trouble is logged and tried again. */
  async start(): Promise<void> {
    const { pool, log } = this.#deps;
    try {
      this.#utils = await makeWorkerUtils({ pgPool: pool, logger: createQueueLog(log) });
      await this.#look(this.#utils);
    } catch (error: unknown) {
      await this.close();
      throw error;
    }
    this.#timer = setInterval(() => void this.tick(), minuteMs);
  }

  /** Once a minute. Never throws. */
  tick(): Promise<void> {
    this.#busy = this.#busy.then(async () => {
      try {
        if (this.#utils && !this.#closed) await this.#look(this.#utils);
      } catch (error: unknown) {
        this.#deps.log.warn({ err: error }, "the chores' queue could not be looked after");
      }
    });
    return this.#busy;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#busy;
    await this.#stay?.close();
    await this.#utils?.release();
    await this.#deps.pool.end();
  }

  async #look(utils: WorkerUtils): Promise<void> {
    if (this.#stay?.over) {
      const ended = this.#stay;
      this.#stay = null;
      await ended.close();
    }
    this.#stay ??= await openStay(this.#deps);
    const gone = await this.#stay.findGone();
    if (gone.length === 0) return;
    await utils.forceUnlockWorkers(gone);
    this.#deps.log.warn({ members: gone }, "chores of processes that are gone were unlocked");
  }
}
