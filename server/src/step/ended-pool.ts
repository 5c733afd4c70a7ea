import { Piscina } from "piscina";

/** Threads for computations that somebody else wrote: one that does not come to its end is ended, and its thread with it. */
export interface EndedPool<Task, Outcome> {
  /** Throws `Hung`, or what `signal` says. */
  run(task: Task, timeoutMs: number, signal: AbortSignal): Promise<Outcome>;
  close(): Promise<void>;
}

/** It was ended. */
export class Hung extends Error {}

const threadsAtMost = 2;
/** A thread that nobody needed for so long ends. */
const idleMs = 30_000;
/** Beyond a computation's own time, which it looks at now and then only. */
const graceMs = 2000;
/** How long the first thread may take to start: on a busy machine that is no computation's fault. */
const startMs = 15_000;

/** No thread exists before the first computation. */
export function createEndedPool<Task, Outcome>(worker: { filename: string; name: string }): EndedPool<Task, Outcome> {
  let pool: Piscina<Task, Outcome> | undefined;
  const open = () =>
    (pool ??= new Piscina<Task, Outcome>({
      ...worker,
      minThreads: 0,
      maxThreads: threadsAtMost,
      idleTimeout: idleMs,
      // Nothing of ours is in a script's reach, nor in its thread's.
      env: {},
    }));
  return {
    async run(task, timeoutMs, signal) {
      const hangs = new AbortController();
      const coldMs = open().threads.length === 0 ? startMs : 0;
      const running = open().run(task, { signal: AbortSignal.any([signal, hangs.signal]) });
      const alarm = setTimeout(() => hangs.abort(), coldMs + timeoutMs + graceMs + queuedMs(open(), timeoutMs));
      try {
        return await running;
      } catch (cause: unknown) {
        if (hangs.signal.aborted) throw new Hung("It was ended.", { cause });
        throw cause;
      } finally {
        clearTimeout(alarm);
      }
    },
    close: async () => pool?.destroy(),
  };
}

/** How long those before it may take. */
const queuedMs = (pool: Piscina, timeoutMs: number): number =>
  Math.ceil(pool.queueSize / threadsAtMost) * (timeoutMs + graceMs);
