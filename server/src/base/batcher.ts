import { type Settled, settleGroup } from "./bisect.ts";

export interface BatcherOptions<T, R> {
  /** Writes a group and answers one result for each item, in order. */
  flush(items: T[]): Promise<R[]>;
  /** Most items of one group. */
  maxItems: number;
  /** Most groups under way at once. */
  concurrency: number;
  /** Whether an error says that some row of the group is at fault; then the group is halved (see `settleGroup`). */
  isRowFault?: (error: unknown) => boolean;
}

export interface Batcher<T, R> {
  /** Settles when the group that holds the item is written. */
  add(item: T): Promise<R>;
  /** Resolves when nothing is waiting or under way. */
  drain(): Promise<void>;
}

interface Waiting<T, R> {
  item: T;
  resolve: (value: R) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: what comes while a group is being written becomes the next group, which starts as soon as a place is
 * free. There is no timer: an idle batcher starts at the end of the current turn of the event loop, so that everything
 * that arrived in one turn goes together, and load alone makes groups larger.
 */
export function createBatcher<T, R>(options: BatcherOptions<T, R>): Batcher<T, R> {
  const isRowFault = options.isRowFault ?? (() => false);
  const flush = (items: T[]) => options.flush(items);
  let waiting: Waiting<T, R>[] = [];
  let running = 0;
  let answering = 0;
  let scheduled = false;
  let idle: (() => void)[] = [];
  const isIdle = () => running === 0 && answering === 0 && waiting.length === 0;

  function start(): void {
    scheduled = false;
    while (running < options.concurrency && waiting.length > 0) {
      const group = waiting.length <= options.maxItems ? waiting : waiting.slice(0, options.maxItems);
      waiting = waiting.length <= options.maxItems ? [] : waiting.slice(options.maxItems);
      running += 1;
      void write(group);
    }
  }

  async function write(group: Waiting<T, R>[]): Promise<void> {
    const items = group.map((each) => each.item);
    const settled = await settleGroup(flush, items, isRowFault);
    running -= 1;
    answering += 1;
    start();
    // Answers make work. The database gets its next group before we begin with that, or it would stand idle meanwhile.
    setImmediate(() => answer(group, settled));
  }

  function answer(group: Waiting<T, R>[], settled: Settled<R>): void {
    for (const [at, { resolve, reject }] of group.entries()) {
      const outcome = settled[at];
      if (outcome?.status === "fulfilled") resolve(outcome.value);
      else reject(outcome?.reason);
    }
    answering -= 1;
    if (!isIdle()) return;
    for (const wake of idle) wake();
    idle = [];
  }

  return {
    add(item) {
      return new Promise<R>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (scheduled || running >= options.concurrency) return;
        scheduled = true;
        setImmediate(start);
      });
    },
    drain() {
      if (isIdle()) return Promise.resolve();
      return new Promise((resolve) => idle.push(resolve));
    },
  };
}
