import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { CallGate, type Outcome, type Passage } from "./call-gate.ts";
import type { CallPlace, StoredValve } from "./valves.ts";

let now = 0;
let kept: Map<string, StoredValve & { at: number }>;
const keyOf = ({ subject, method }: StoredValve) => `${subject}/${method}`;

/** A table that all workers of a test see. */
const store = {
  keep: async (valves: readonly StoredValve[]) => {
    for (const valve of valves) kept.set(keyOf(valve), { ...valve, at: now });
  },
  forget: async (valves: readonly StoredValve[]) => {
    for (const valve of valves) kept.delete(keyOf(valve));
  },
  read: async () => [...kept.values()].map(({ at, ...valve }) => ({ ...valve, inMs: valve.inMs - (now - at) })),
};
const newGate = (over: { share?: number; concurrency?: number } = {}) =>
  new CallGate({ now: () => now, share: () => over.share ?? 1, concurrency: () => over.concurrency ?? 64, store });

beforeEach(() => {
  now = 0;
  kept = new Map();
});

let runs = 0;
const place = (over: Partial<CallPlace> = {}): CallPlace => ({
  ...{ runId: `run ${(runs += 1)}`, accountId: "a", connectionId: "c", setupId: "s", method: "send" },
  limits: [null, null],
  ...over,
});
const failed: Outcome = { kind: "failed", pressure: [], message: "No answer." };
const answered: Outcome = { kind: "answered", pressure: [] };
const left: Outcome = { kind: "left", pressure: [] };
const pressed = (scope: "setup" | "connection" | "method", forMs: number): Outcome => ({
  kind: "answered",
  pressure: [{ scope, forMs, code: "rate_limited", message: "Too much." }],
});

function go(gate: CallGate, at: CallPlace = place()): Passage {
  const turn = gate.ask(at);
  if (turn.kind === "wait") throw new Error(`It waits: ${turn.why.code}`);
  return turn.passage;
}
const waits = (gate: CallGate, at: CallPlace = place()) => {
  const turn = gate.ask(at);
  return turn.kind === "wait" ? [turn.why.code, Math.round(turn.ms)] : null;
};
const failTimes = (gate: CallGate, count: number) => {
  for (let at = 0; at < count; at += 1) go(gate).end(failed);
};

describe("a connection whose calls fail", () => {
  it("is left alone after five in a row, then tried with one call", () => {
    const gate = newGate();
    failTimes(gate, 5);
    expect(waits(gate)).toEqual(["connection_failing", 10_000]);
    expect(waits(gate, place({ connectionId: "other" }))).toBeNull();
    now = 10_000;
    const probe = go(gate);
    expect(waits(gate)).toEqual(["connection_failing", 1000]);
    probe.end(answered);
    expect(waits(gate)).toBeNull();
  });

  it("is left alone twice as long each time the one call fails, up to five minutes", () => {
    const gate = newGate();
    failTimes(gate, 5);
    for (const seconds of [10, 20, 40, 80, 160, 300, 300]) {
      expect(waits(gate)).toEqual(["connection_failing", seconds * 1000]);
      now += seconds * 1000;
      go(gate).end(failed);
    }
  });

  it("is not left alone for failures with successes between them", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (goesWell) => {
        const gate = newGate();
        let inRow = 0;
        for (const well of goesWell) {
          if (inRow >= 5) break;
          go(gate).end(well ? answered : failed);
          inRow = well ? 0 : inRow + 1;
        }
        expect(waits(gate) !== null).toBe(inRow >= 5);
      }),
    );
  });

  it("is tried by the next when the one that was to try did not come to it", () => {
    const gate = newGate();
    failTimes(gate, 5);
    now = 10_000;
    go(gate).end(left);
    go(gate).end(answered);
    expect(waits(gate)).toBeNull();
  });

  it("does not count what was under way as tries", () => {
    const gate = newGate();
    const underWay = Array.from({ length: 20 }, () => go(gate));
    for (const passage of underWay) passage.end(failed);
    expect(waits(gate)).toEqual(["connection_failing", 10_000]);
  });

  it("is known to other workers within a tick, and so is its recovery", async () => {
    const [one, two] = [newGate(), newGate()];
    failTimes(one, 5);
    await one.tick();
    await two.tick();
    expect(waits(two)).toEqual(["connection_failing", 10_000]);
    now = 12_000;
    go(two).end(answered);
    await two.tick();
    expect(waits(one)).toBeNull();
    await one.tick();
    expect([...kept]).toEqual([]);
    expect(waits(one)).toBeNull();
  });
});

describe("an application that wants to be left alone", () => {
  it("is heeded for the method, the connection or everything of its Setup", () => {
    const others = [
      place({ method: "typing" }),
      place({ connectionId: "other" }),
      place({ connectionId: "x", setupId: "t" }),
    ];
    const seen = (["method", "connection", "setup"] as const).map((scope) => {
      const gate = newGate();
      go(gate).end(pressed(scope, 5000));
      expect(waits(gate)).toEqual(["rate_limited", 5000]);
      return others.map((other) => waits(gate, { ...other, runId: "fresh" }) !== null);
    });
    expect(seen).toEqual([
      [false, false, false],
      [true, false, false],
      [true, true, false],
    ]);
  });

  it("keeps the later of two moments", () => {
    const gate = newGate();
    const [first, second] = [go(gate), go(gate)];
    first.end(pressed("connection", 60_000));
    second.end(pressed("connection", 1000));
    expect(waits(gate)).toEqual(["rate_limited", 60_000]);
  });

  it("is asked by one call when the time is over, which may be told to wait again", () => {
    const gate = newGate();
    go(gate).end(pressed("connection", 5000));
    now = 5000;
    go(gate).end(pressed("connection", 5000));
    expect(waits(gate)).toEqual(["rate_limited", 5000]);
  });
});

describe("a declared limit", () => {
  const limits = [{ calls: 2, perMs: 1000 }, null] as const;

  it("lets as many go and tells the rest when, one moment each", () => {
    const gate = newGate();
    go(gate, place({ limits }));
    go(gate, place({ limits }));
    const third = place({ limits });
    expect([third, place({ limits }), place({ limits })].map((each) => waits(gate, each))).toEqual([
      ["rate_limited", 1000],
      ["rate_limited", 1000],
      ["rate_limited", 2000],
    ]);
    now = 1000;
    go(gate, third);
    expect(waits(gate, place({ limits, method: "typing" }))).toBeNull();
  });

  it("is shared by workers according to their part of the shards", () => {
    const workers = [0, 1].map(() => ({ gate: newGate({ share: 0.5 }), next: place({ limits }) }));
    let gone = 0;
    for (now = 0; now < 10_000; now += 50)
      for (const worker of workers) {
        if (worker.gate.ask(worker.next).kind === "wait") continue;
        gone += 1;
        worker.next = place({ limits });
      }
    expect(gone).toBeLessThanOrEqual(20);
    expect(gone).toBeGreaterThanOrEqual(18);
  });

  it("of all methods holds for them together", () => {
    const gate = newGate();
    const both = [null, { calls: 1, perMs: 1000 }] as const;
    go(gate, place({ limits: both }));
    expect(waits(gate, place({ limits: both, method: "typing" }))).toEqual(["rate_limited", 1000]);
  });
});

describe("a connection with slow calls", () => {
  it("gets three quarters of the places, and the others are let go after a moment", () => {
    const gate = newGate({ concurrency: 8 });
    const calls = Array.from({ length: 6 }, () => go(gate));
    expect(waits(gate)).toEqual(["connection_busy", 25]);
    now = 1000;
    expect(waits(gate)).toEqual(["connection_busy", 1000]);
    expect(waits(gate, place({ connectionId: "other" }))).toBeNull();
    calls[0]?.end(answered);
    calls[0]?.end(failed);
    expect(waits(gate)).toBeNull();
  });
});
