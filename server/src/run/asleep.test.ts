import fc from "fast-check";
import { expect, test } from "vitest";
import { answered, beginSleep, sleepOf, wakeUp } from "./asleep.ts";
import type { Asleep } from "./state.ts";

const at = Date.UTC(2026, 10, 22);
const moments = fc.integer({ min: at, max: at + 86_400_000 });
const asleep: fc.Arbitrary<Asleep> = fc
  .record({ sleepsUntil: moments, waits: fc.boolean(), key: fc.option(fc.string()) })
  .map(({ sleepsUntil, waits, key }) => {
    const computed = { port: null, input: { of: "it" }, output: null, sleepsUntil, ...(waits && { awaits: { key } }) };
    const begun = beginSleep("step", computed, "then");
    if (!begun) throw new Error("It did not begin.");
    return JSON.parse(JSON.stringify(begun)) as Asleep;
  });

test("a sleep ends when its time has come and not before, a wait by its timeout", () => {
  fc.assert(
    fc.property(asleep, moments, (sleep, now) => {
      const computed = wakeUp(sleep, now);
      expect(computed === null).toBe(now < sleep.until);
      if (computed) expect(computed.port).toBe(sleep.awaits ? "timeout" : null);
      const again = sleepOf(sleep, now);
      expect(again.ms).toBe(Math.max(0, sleep.until - now));
      expect(again.status).toBe(sleep.awaits ? "waiting" : "sleeping");
    }),
  );
});

test("an answer ends a wait whenever it is woken, and is what comes of it; nothing is waited for any more", () => {
  fc.assert(
    fc.property(asleep, moments, fc.json(), (sleep, now, text) => {
      const item: unknown = JSON.parse(text);
      const over = answered(sleep, { event: "evt_1", item });
      expect(over.awaits).toBeUndefined();
      expect(wakeUp(over, now)).toEqual({ port: "event", input: { of: "it", event: "evt_1" }, output: item });
    }),
  );
});

test("what comes to an end at once does not sleep", () => {
  expect(beginSleep("step", { port: null, input: null, output: 1 }, "then")).toBeNull();
});
