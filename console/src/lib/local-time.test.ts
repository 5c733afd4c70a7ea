import fc from "fast-check";
import { expect, it } from "vitest";
import { fromLocalInput, momentEntered, toLocalInput } from "./local-time.ts";

const minute = 60_000;

it("brings back every minute that was shown", () => {
  const moments = fc.date({ min: new Date("1980-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(moments, (date) => {
      const whole = new Date(Math.floor(date.getTime() / minute) * minute).toISOString();
      expect(toLocalInput(whole)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
      // An hour that the clock goes through twice has one way to be written.
      expect([whole, new Date(Date.parse(whole) - 60 * minute).toISOString()]).toContain(
        fromLocalInput(toLocalInput(whole)),
      );
    }),
  );
});

it("takes what is no time for nothing", () => {
  expect([
    toLocalInput(undefined),
    toLocalInput("soon"),
    fromLocalInput(""),
    fromLocalInput("2026-13-01T00:00"),
  ]).toEqual(["", "", undefined, undefined]);
});

it("leaves a moment that nobody changed as it was, to the millisecond", () => {
  const before = "2026-11-22T09:15:30.123Z";
  expect(momentEntered(toLocalInput(before), before)).toBe(before);
  expect(momentEntered("", before)).toBeUndefined();
  expect(momentEntered("", undefined)).toBeUndefined();
  expect(momentEntered(toLocalInput("2026-11-22T10:15:00.000Z"), before)).toBe("2026-11-22T10:15:00.000Z");
});
