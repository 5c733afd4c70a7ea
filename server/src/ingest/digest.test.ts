import type { IncomingItem } from "@velodrome/kit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketOf, canonicalJson, digestOf, noDay } from "./digest.ts";

const item = (over: Partial<IncomingItem>): IncomingItem => ({
  kind: "message",
  channel: "messaging",
  externalId: "1",
  person: "2",
  lane: "1:2",
  identity: null,
  occurredAt: null,
  triggers: [],
  correlation: null,
  reference: null,
  text: null,
  item: "null",
  ...over,
});

describe("digestOf", () => {
  it("is the same for the same content in another order of keys", () => {
    const one = digestOf(item({ item: '{"a":1,"b":{"c":[1,2],"d":null}}' }));
    const other = digestOf(item({ item: '{"b":{"d":null,"c":[1,2]},"a":1}' }));
    expect(one.equals(other)).toBe(true);
  });

  it("tells Pages, channels, kinds and identities apart", () => {
    const all = [
      item({ identity: "m1" }),
      item({ identity: "m2" }),
      item({ identity: "m1", externalId: "9" }),
      item({ identity: "m1", channel: "standby" }),
      item({ identity: "m1", kind: "echo" }),
      item({ item: '"m1"' }),
    ].map((each) => digestOf(each).toString("hex"));
    expect(new Set(all).size).toBe(all.length);
  });

  it("never mistakes one text for another, lone surrogates included", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        const same = digestOf(item({ identity: a })).equals(digestOf(item({ identity: b })));
        expect(same).toBe(a === b);
      }),
    );
  });
});

describe("canonicalJson", () => {
  it("keeps what it says", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe("bucketOf", () => {
  const now = Date.UTC(2026, 10, 22, 12);
  it("is the day of the item's own time", () => {
    expect(bucketOf(Date.UTC(2026, 10, 20, 23, 59), now)).toBe("2026-11-20");
    expect(bucketOf(Date.UTC(2016, 2, 18), now)).toBe("2016-03-18");
  });
  it("does not believe missing or odd times", () => {
    for (const odd of [null, Number.NaN, -1, 0, now + 8 * 86_400_000, Number.POSITIVE_INFINITY])
      expect(bucketOf(odd, now)).toBe(noDay);
  });
});
