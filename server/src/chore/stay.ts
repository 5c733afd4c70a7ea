import { EventEmitter } from "node:events";
import { type ParsedCronItem, run, type RunnerOptions, type TaskList, type WorkerEvents } from "graphile-worker";
import type { Pool } from "pg";
import type { Log } from "../base/log.ts";
import { join } from "./member.ts";
import { createQueueLog } from "./queue-log.ts";

export interface StayDeps {
  pool: Pool;
  directUrl: string;
  log: Log;
  tasks: TaskList;
  cronItems: ParsedCronItem[];
}

/** One stay in the queue: a member's name and the runner that locks jobs under it. When either ends, the stay is over. */
export interface Stay {
  readonly over: boolean;
  findGone(): Promise<string[]>;
  /** Takes no more jobs, asks those in hand to stop, and waits for them. */
  close(): Promise<void>;
}

const concurrency = 2;
const pollMs = 10_000;

const runnerOptions = ({ pool, log, tasks, cronItems }: StayDeps, events: WorkerEvents): RunnerOptions => ({
  pgPool: pool,
  logger: createQueueLog(log),
  events,
  taskList: tasks,
  parsedCronItems: cronItems,
  concurrency,
  pollInterval: pollMs,
  noHandleSignals: true,
  gracefulShutdownAbortTimeout: 0,
  // Gathered writes end the runner when they fail; single ones would reject where nobody listens, and end the process.
  preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
});

export async function openStay(deps: StayDeps): Promise<Stay> {
  let over = false;
  let stopping = false;
  const member = await join({
    directUrl: deps.directUrl,
    onError: (error) => deps.log.warn({ err: error }, "the session of the chores' queue has trouble"),
    onLost: () => {
      over = true;
    },
  });
  const events: WorkerEvents = new EventEmitter();
  // Set before the first job is locked: jobs carry this id, and it must be one whose life others can see.
  events.on("pool:create", ({ workerPool }) => {
    workerPool.id = member.name;
  });
  events.on("stop", () => {
    over = true;
    stopping = true;
  });
  try {
    const runner = await run(runnerOptions(deps, events));
    const ended = runner.promise.catch((error: unknown) =>
      deps.log.error({ err: error }, "the chores' runner ended; it is started again within a minute"),
    );
    return {
      get over() {
        return over;
      },
      findGone: () => member.findGone(),
      close: async () => {
        if (!stopping) await runner.stop();
        await ended;
        await member.close();
      },
    };
  } catch (error: unknown) {
    await member.close();
    throw error;
  }
}
