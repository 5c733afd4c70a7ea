import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBatcher } from "./batcher.ts";

class RowFault extends Error {}
const isRowFault = (error: unknown) => error instanceof RowFault;

/** A flush that is finished by hand. */
function handFlush() {
  const groups: number[][] = [];
  const finish: (() => void)[] = [];
  const flush = (items: number[]) =>
    new Promise<number[]>((resolve) => {
      groups.push(items);
      finish.push(() => resolve(items.map((item) => item * 10)));
    });
  return { groups, finish, flush };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("batcher", () => {
  test("writes what came in one turn as one group, and answers each its own result", async () => {
    const groups: number[][] = [];
    const flush = async (items: number[]) => {
      groups.push(items);
      return items.map((item) => item * 10);
    };
    const batcher = createBatcher<number, number>({ flush, maxItems: 100, concurrency: 1 });
    expect(await Promise.all([1, 2, 3].map((item) => batcher.add(item)))).toEqual([10, 20, 30]);
    expect(groups).toEqual([[1, 2, 3]]);
  });

  test("gathers what comes while a group is under way, and starts it as soon as that one is done", async () => {
    const { groups, finish, flush } = handFlush();
    const batcher = createBatcher<number, number>({ flush, maxItems: 100, concurrency: 1 });
    const first = batcher.add(1);
    await turn();
    const rest = [batcher.add(2), batcher.add(3)];
    await turn();
    expect(groups).toEqual([[1]]);
    finish[0]?.();
    await first;
    expect(groups).toEqual([[1], [2, 3]]);
    finish[1]?.();
    expect(await Promise.all(rest)).toEqual([20, 30]);
  });

  test("starts the next group before it answers the last, so that the store never waits for what answers lead to", async () => {
    const order: string[] = [];
    const { finish, flush } = handFlush();
    const batcher = createBatcher<number, number>({
      maxItems: 100,
      concurrency: 1,
      flush: (items) => {
        // As a pool of connections does: what it is asked is sent when this turn's promises are through.
        process.nextTick(() => order.push(`writes ${items}`));
        return flush(items);
      },
    });
    const first = batcher.add(1).then(() => order.push("answers 1"));
    await turn();
    const rest = [batcher.add(2), batcher.add(3)];
    finish[0]?.();
    await first;
    finish[1]?.();
    await Promise.all(rest);
    expect(order).toEqual(["writes 1", "writes 2,3", "answers 1"]);
  });

  test("keeps to its size and to its number of groups at once", async () => {
    const { groups, finish, flush } = handFlush();
    const batcher = createBatcher<number, number>({ flush, maxItems: 2, concurrency: 2 });
    const all = Promise.all([1, 2, 3, 4, 5].map((item) => batcher.add(item)));
    await turn();
    expect(groups).toEqual([
      [1, 2],
      [3, 4],
    ]);
    finish[1]?.();
    await turn();
    expect(groups[2]).toEqual([5]);
    finish[0]?.();
    finish[2]?.();
    expect(await all).toEqual([10, 20, 30, 40, 50]);
  });

  test("rejects everybody's promise when the store itself fails, and goes on afterwards", async () => {
    let broken = true;
    const flush = async (items: number[]) => {
      if (broken) throw new Error("no database");
      return items;
    };
    const batcher = createBatcher<number, number>({ flush, maxItems: 10, concurrency: 1, isRowFault });
    const results = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
    expect(results.map((result) => result.status)).toEqual(["rejected", "rejected"]);
    broken = false;
    expect(await batcher.add(3)).toBe(3);
  });

  test("rejects a group whose results do not match it instead of mixing them up", async () => {
    const batcher = createBatcher<number, number>({ flush: async () => [], maxItems: 10, concurrency: 1 });
    await expect(batcher.add(1)).rejects.toThrow("A group of 1");
  });

  test("drains: resolves at once when idle, else when the last group is done", async () => {
    const { finish, flush } = handFlush();
    const batcher = createBatcher<number, number>({ flush, maxItems: 1, concurrency: 1 });
    await batcher.drain();
    const all = [batcher.add(1), batcher.add(2)];
    let drained = false;
    const drain = batcher.drain().then(() => {
      drained = true;
    });
    await turn();
    finish[0]?.();
    await turn();
    expect(drained).toBe(false);
    finish[1]?.();
    await drain;
    expect(await Promise.all(all)).toEqual([10, 20]);
  });

  test("whatever rows are at fault, exactly those reject and all others are written once, in order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        async (bad, maxItems) => {
          const written: number[] = [];
          const flush = async (items: number[]) => {
            if (items.some((item) => bad[item])) throw new RowFault();
            written.push(...items);
            return items;
          };
          const batcher = createBatcher<number, number>({ flush, maxItems, concurrency: 1, isRowFault });
          const results = await Promise.allSettled(bad.map((_, at) => batcher.add(at)));
          expect(results.map((result) => result.status === "rejected")).toEqual(bad);
          expect(written).toEqual(bad.flatMap((is, at) => (is ? [] : [at])));
        },
      ),
    );
  });
});
