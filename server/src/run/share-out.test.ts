import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Claimant, fairShare, settle } from "./share-out.ts";

const claimant = (worker: number, over: Partial<Claimant> = {}): Claimant => ({
  ...{ worker, granted: 0, wanted: 10, servedMs: null },
  ...over,
});
const sharesOf = (limit: number, all: readonly Claimant[]): number[] =>
  all.map(({ worker }) => fairShare(worker, limit, all));

describe("places are shared out", () => {
  test.each([
    ["equally", 10, [10, 10], [5, 5]],
    ["what one does not want goes to the other", 10, [2, 20], [2, 8]],
    ["nobody gets more than it wants", 10, [3, 4], [3, 4]],
    ["what cannot be halved goes to the first", 5, [9, 9], [3, 2]],
    ["nothing to those who want nothing", 4, [0, 9], [0, 4]],
  ])("%s", (_, limit, wanted, shares) => {
    expect(
      sharesOf(
        limit,
        wanted.map((each, worker) => claimant(worker, { wanted: each })),
      ),
    ).toEqual(shares);
  });

  test("the one place stays for a while with whoever has it, then goes to who has waited longest", () => {
    const waits = [claimant(2, { servedMs: 9000 }), claimant(3, { servedMs: null })];
    expect(sharesOf(1, [claimant(1, { granted: 1, servedMs: 2000 }), ...waits])).toEqual([1, 0, 0]);
    expect(sharesOf(1, [claimant(1, { granted: 1, servedMs: 3000 }), ...waits])).toEqual([0, 0, 1]);
    expect(sharesOf(1, [claimant(1, { granted: 1, servedMs: 3000 }), claimant(2, { servedMs: 9000 })])).toEqual([0, 1]);
  });

  test("one that executes more than its part begins no more, and gives back as it ends them", () => {
    const other = claimant(2);
    expect(settle({ ...claimant(1, { granted: 4, servedMs: 9000 }), executing: 4 }, 4, [other])).toEqual({
      allowed: 2,
      granted: 4,
    });
    expect(settle({ ...other, executing: 0 }, 4, [claimant(1, { granted: 4 })])).toEqual({ allowed: 0, granted: 0 });
    expect(settle({ ...other, executing: 0 }, 4, [claimant(1, { granted: 2 })])).toEqual({ allowed: 2, granted: 2 });
  });
});

interface Worker extends Claimant {
  executing: number;
  allowed: number;
}

test("whatever workers begin, end and ask for in whatever order, all together never execute more than the limit", () => {
  const act = fc.record({
    worker: fc.integer({ min: 0, max: 3 }),
    kind: fc.constantFrom("ask", "begin", "end", "wish"),
    wanted: fc.integer({ min: 0, max: 6 }),
    passes: fc.integer({ min: 0, max: 4000 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(act, { maxLength: 200 }), (limit, acts) => {
      const all: Worker[] = [0, 1, 2, 3].map((worker) => ({ ...claimant(worker), executing: 0, allowed: 0 }));
      for (const { worker, kind, wanted, passes } of acts) {
        const me = all[worker] as Worker;
        for (const each of all) if (each.servedMs !== null) each.servedMs += passes;
        if (kind === "wish") me.wanted = Math.max(wanted, me.executing);
        if (kind === "begin" && me.executing < me.allowed) me.executing++;
        if (kind === "end" && me.executing > 0) me.executing--;
        if (kind === "ask") {
          const before = me.granted;
          Object.assign(
            me,
            settle(
              me,
              limit,
              all.filter((each) => each !== me),
            ),
          );
          if (before === 0 && me.granted > 0) me.servedMs = 0;
        }
        expect(all.reduce((sum, { executing }) => sum + executing, 0)).toBeLessThanOrEqual(limit);
      }
    }),
  );
});

test("every worker that wants the one place has it in its turn", () => {
  const all: Worker[] = [0, 1, 2].map((worker) => ({ ...claimant(worker), executing: 0, allowed: 0 }));
  const served: number[] = [];
  for (let look = 0; look < 30; look++) {
    for (const me of all) {
      const before = me.granted;
      Object.assign(
        me,
        settle(
          me,
          1,
          all.filter((each) => each !== me),
        ),
      );
      if (before === 0 && me.granted > 0) {
        me.servedMs = 0;
        served.push(me.worker);
      }
    }
    for (const each of all) if (each.servedMs !== null) each.servedMs += 1000;
  }
  expect(served.slice(0, 6)).toEqual([0, 1, 2, 0, 1, 2]);
});
