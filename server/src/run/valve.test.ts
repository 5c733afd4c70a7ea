import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Valve } from "./valve.ts";

const why = { code: "rate_limited", message: "Too much." };
const shut = (until: number) => new Valve({ why, until, round: 1 });

describe("a shut valve", () => {
  it("lets nobody go before its moment, and one at it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 100 }), (moments) => {
        const valve = shut(1000);
        const gone = moments.sort((a, b) => a - b).filter((now, at) => valve.ask(`c${at}`, now, 0).kind === "go");
        expect(gone).toEqual(moments.filter((now) => now >= 1000).slice(0, 1));
      }),
    );
  });

  it("tells those that wait to come one after another, never before it opens", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 50 }), (callers, space) => {
        const valve = shut(1000);
        const told = Array.from({ length: callers }, (_, at) => valve.ask(`c${at}`, 500, space));
        const moments = told.map((turn) => (turn.kind === "wait" ? turn.until : 0));
        expect(moments[0]).toBe(1000);
        for (const [at, moment] of moments.entries())
          if (at > 0) expect(moment - (moments[at - 1] ?? 0)).toBe(Math.max(10, space));
      }),
    );
  });

  it("has others wait while one tries, and has the next one try when that one left", () => {
    const valve = shut(1000);
    expect(valve.ask("first", 1000, 0)).toEqual({ kind: "go" });
    expect(valve.ask("second", 1200, 0)).toEqual({ kind: "wait", until: 2200 });
    expect(valve.ask("first", 1200, 0)).toEqual({ kind: "go" });
    valve.left("second");
    expect(valve.isProbe("first")).toBe(true);
    valve.left("first");
    expect(valve.ask("second", 2200, 0)).toEqual({ kind: "go" });
  });
});
