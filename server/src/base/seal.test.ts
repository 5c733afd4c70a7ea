import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSealer } from "./seal.ts";

const text = fc.string({ unit: "grapheme", maxLength: 300 });
const place = fc.record({ table: text, id: text, column: text });
const key = { id: "k1", key: randomBytes(32) };
const sealer = createSealer([key]);

describe("a sealed secret", () => {
  test("opens to what it was, at its own place", () => {
    fc.assert(
      fc.property(place, text, (at, secret) => {
        const { keyId, bytes } = sealer.seal(at, secret);
        expect(sealer.open(at, keyId, bytes)).toBe(secret);
      }),
    );
  });

  test("opens nowhere else", () => {
    fc.assert(
      fc.property(place, place, text, (at, other, secret) => {
        fc.pre(at.table !== other.table || at.id !== other.id || at.column !== other.column);
        const { keyId, bytes } = sealer.seal(at, secret);
        expect(() => sealer.open(other, keyId, bytes)).toThrow(/cannot be opened/);
      }),
    );
  });

  test("does not open once any bit of it was changed or some of it is missing", () => {
    fc.assert(
      fc.property(place, text, fc.nat(), fc.integer({ min: 0, max: 7 }), (at, secret, where, bit) => {
        const { keyId, bytes } = sealer.seal(at, secret);
        const changed = Buffer.from(bytes);
        const index = where % changed.length;
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        expect(() => sealer.open(at, keyId, changed)).toThrow(/cannot be opened/);
        expect(() => sealer.open(at, keyId, bytes.subarray(0, index))).toThrow(/cannot be opened/);
      }),
    );
  });

  test("looks different every time and never shows what it holds", () => {
    const at = { table: "setup", id: "1", column: "client_secrets" };
    const all = Array.from({ length: 100 }, () => sealer.seal(at, "hunter2-hunter2").bytes);
    expect(new Set(all.map((bytes) => bytes.subarray(0, 12).toString("hex"))).size).toBe(100);
    expect(all.some((bytes) => bytes.includes("hunter2"))).toBe(false);
  });
});

describe("keys", () => {
  const at = { table: "setup", id: "1", column: "client_secrets" };
  const newer = { id: "k2", key: randomBytes(32) };

  test("the newest seals, every key that is still named opens", () => {
    const old = sealer.seal(at, "a");
    const both = createSealer([newer, key]);
    expect(both.seal(at, "b").keyId).toBe("k2");
    expect(both.open(at, old.keyId, old.bytes)).toBe("a");
  });

  test("a key that is gone is named", () => {
    const { keyId, bytes } = sealer.seal(at, "a");
    expect(() => createSealer([newer]).open(at, keyId, bytes)).toThrow(/"k1".*VELODROME_ENCRYPTION_KEYS/);
  });

  test("another key under the same id opens nothing", () => {
    const { keyId, bytes } = sealer.seal(at, "a");
    expect(() => createSealer([{ id: "k1", key: randomBytes(32) }]).open(at, keyId, bytes)).toThrow(/cannot be opened/);
  });

  test("none, or one that is too short, is refused", () => {
    expect(() => createSealer([])).toThrow(/without an encryption key/);
    expect(() => createSealer([{ id: "k1", key: randomBytes(16) }])).toThrow(/"k1" is not 32 bytes/);
  });
});
