import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RateLimiter, shareOf } from "./rate-limiter.ts";

const limits = fc.record({ calls: fc.integer({ min: 1, max: 20 }), perMs: fc.integer({ min: 1, max: 2000 }) });
/** Time between one caller and the next. */
const gaps = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 200 });

/** When each of these callers goes, each at the moment it was told. */
function goesOf(limiter: RateLimiter, limit: { calls: number; perMs: number }, steps: readonly number[]) {
  let now = 0;
  return steps.map((gap, at) => {
    now += gap;
    return { asked: now, slot: limiter.ask(`c${at}`, limit, now) };
  });
}

describe("a limit", () => {
  it("lets never more calls go within its time than it allows, whoever asks when", () => {
    fc.assert(
      fc.property(limits, gaps, (limit, steps) => {
        const slots = goesOf(new RateLimiter(), limit, steps).map(({ slot }) => slot);
        for (const [at, slot] of slots.entries()) {
          const before = slots[at - limit.calls];
          if (before !== undefined) expect(slot - before).toBeGreaterThanOrEqual(limit.perMs);
        }
      }),
    );
  });

  it("keeps the order of asking, and makes nobody wait longer than needed", () => {
    fc.assert(
      fc.property(limits, gaps, (limit, steps) => {
        const goes = goesOf(new RateLimiter(), limit, steps);
        for (const [at, { asked, slot }] of goes.entries()) {
          expect(slot).toBeGreaterThanOrEqual(Math.max(asked, goes[at - 1]?.slot ?? 0));
          const full = goes[at - limit.calls];
          expect(slot).toBe(full === undefined ? asked : Math.max(asked, full.slot + limit.perMs));
        }
      }),
    );
  });

  it("keeps a caller's moment until it has gone", () => {
    const limiter = new RateLimiter();
    const limit = { calls: 1, perMs: 100 };
    limiter.ask("first", limit, 0);
    expect(limiter.ask("second", limit, 0)).toBe(100);
    expect(limiter.ask("third", limit, 0)).toBe(200);
    expect(limiter.ask("second", limit, 150)).toBe(100);
    limiter.gone("second");
    expect(limiter.ask("second", limit, 150)).toBe(300);
  });

  it("forgets what is long over", () => {
    const limiter = new RateLimiter();
    limiter.ask("first", { calls: 1, perMs: 100 }, 0);
    limiter.ask("second", { calls: 1, perMs: 100 }, 0);
    expect(limiter.sweep(50)).toBe(false);
    expect(limiter.sweep(101)).toBe(true);
  });
});

describe("a worker's share of a limit", () => {
  it("adds up to the limit and lets each have at least one call", () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 1, max: 16 }), (limit, workers) => {
        const own = shareOf(limit, 1 / workers);
        expect(own.calls).toBeGreaterThanOrEqual(1);
        expect((own.calls / own.perMs) * workers).toBeCloseTo(limit.calls / limit.perMs, 9);
        if (limit.calls >= workers) expect(own.calls * workers).toBeLessThanOrEqual(limit.calls);
      }),
    );
    expect(shareOf({ calls: 300, perMs: 1000 }, 1)).toEqual({ calls: 300, perMs: 1000 });
  });
});
