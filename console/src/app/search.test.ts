import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventsSearch, runsSearch, signInSearch } from "./search.ts";
import { parseSearch, stringifySearch } from "./search-text.ts";

describe("what stands behind the ? of an address", () => {
  it("keeps what fits and leaves out what does not", () => {
    expect(runsSearch.parse({ status: "failed", q: "hi", other: 1 })).toEqual({ status: "failed", q: "hi" });
    expect(runsSearch.parse({ status: "broken", q: "" })).toEqual({});
    expect(eventsSearch.parse({ kind: "message", routed: false })).toEqual({ kind: "message", routed: false });
    expect(eventsSearch.parse({ routed: "true", person: "2".repeat(17), from: "2026-11-22T12:00:00.000Z" })).toEqual({
      routed: true,
      person: "2".repeat(17),
      from: "2026-11-22T12:00:00.000Z",
    });
    expect(eventsSearch.parse({ from: "yesterday" })).toEqual({});
    expect(eventsSearch.parse({ kind: "nothing", routed: "maybe" })).toEqual({});
  });

  it("brings every text back as it was, digits and all", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1, unit: "grapheme" }), fc.string({ unit: "grapheme" })),
        (search) => {
          expect(parseSearch(stringifySearch(search))).toEqual({ ...search });
        },
      ),
    );
    expect(stringifySearch({ q: undefined, routed: false, person: "00123" })).toBe("?routed=false&person=00123");
  });

  it.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"])(
    "never leads to %s after signing in",
    (back) => {
      expect(signInSearch.parse({ back })).toEqual({});
    },
  );

  it("leads back to a page of this site", () => {
    expect(signInSearch.parse({ back: "/accounts/demo/runs?q=hi" })).toEqual({ back: "/accounts/demo/runs?q=hi" });
  });
});
