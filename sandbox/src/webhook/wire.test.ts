import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sign, toWire } from "./wire.ts";

// Every UTF-16 unit, so that pairs, halves of pairs and control characters all come up.
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff }), fc.constant(0x2f)))
  .map((units) => String.fromCharCode(...units));

describe("toWire", () => {
  it("escapes beyond ASCII in lower-case hex and every slash, as Meta does", () => {
    expect(toWire({ text: "Grüße / 😀 é" })).toBe(String.raw`{"text":"Gr\u00fc\u00dfe \/ \ud83d\ude00 \u00e9"}`);
  });

  it("keeps a lone surrogate as the escape it is", () => {
    expect(toWire("a\ud83d")).toBe(String.raw`"a\ud83d"`);
  });

  it("says the same as the value it was given, in plain ASCII, with no bare slash", () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (value) => {
        const wire = toWire(value);
        expect(wire).toMatch(/^[\0-\x7f]*$/);
        expect(wire).not.toMatch(/(?<!\\)\//);
        expect(wire).not.toMatch(/\\u[0-9a-f]{0,3}[A-F]/);
        expect(Object.entries(JSON.parse(wire))).toEqual(Object.entries(value));
      }),
    );
  });
});

describe("sign", () => {
  it("is the HMAC-SHA256 of RFC 4231, test case 2", () => {
    expect(sign("Jefe", Buffer.from("what do ya want for nothing?"))).toBe(
      "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });

  it("verifies over the raw bytes for any text, and for no other bytes", () => {
    fc.assert(
      fc.property(anyText, fc.string({ minLength: 1 }), (text, secret) => {
        const raw = Buffer.from(toWire({ object: "page", entry: [{ messaging: [{ message: { text } }] }] }), "utf8");
        const received = `sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`;
        expect(sign(secret, raw)).toBe(received);
        const changed = Buffer.from(raw);
        changed[0] = 0x5b;
        expect(sign(secret, changed)).not.toBe(received);
      }),
    );
  });
});
