import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StepFailure } from "./failure.ts";
import { assertPayload, isPayloadTooLarge, payloadBytesAtMost } from "./payload-limit.ts";

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value) ?? "");

describe("the size of a payload", () => {
  it("is counted in bytes of JSON: one more than 5 MiB is too much", () => {
    const text = "x".repeat(payloadBytesAtMost - 2);
    expect(isPayloadTooLarge(text)).toBe(false);
    expect(isPayloadTooLarge(`${text}x`)).toBe(true);
    expect(isPayloadTooLarge("é".repeat(payloadBytesAtMost / 2))).toBe(true);
    expect(isPayloadTooLarge("\u0000".repeat(payloadBytesAtMost / 6 + 1))).toBe(true);
    expect(isPayloadTooLarge(undefined)).toBe(false);
  });

  it("is what JSON says, whatever the value is", () => {
    const large = fc
      .constantFrom("x", "é", "\u0000", "\ud800", "\u{1f600}")
      .chain((letter) =>
        fc.integer({ min: 400_000, max: 1_100_000 }).map((length) => letter.repeat(Math.floor(length / letter.length))),
      );
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(large, { maxLength: 3 }), (value, texts) => {
        const payload = { value, texts };
        expect(isPayloadTooLarge(payload)).toBe(bytes(payload) > payloadBytesAtMost);
      }),
      { numRuns: 8 },
    );
  });

  it("fails the step in words", () => {
    const fail = () => assertPayload({ rows: ["x".repeat(6 * 1024 * 1024)] }, "The input of this step");
    expect(fail).toThrow(StepFailure);
    expect(fail).toThrow("The input of this step has 6.0 MiB, and a run keeps 5.0 MiB of one at most.");
  });
});
