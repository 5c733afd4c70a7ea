import { describe, expect, it } from "vitest";
import { eventsSearch, runsSearch, signInSearch } from "./search.ts";

describe("what stands behind the ? of an address", () => {
  it("keeps what fits and leaves out what does not", () => {
    expect(runsSearch.parse({ status: "failed", q: "hi", other: 1 })).toEqual({ status: "failed", q: "hi" });
    expect(runsSearch.parse({ status: "broken", q: "" })).toEqual({});
    expect(eventsSearch.parse({ kind: "message", routed: false })).toEqual({ kind: "message", routed: false });
    expect(eventsSearch.parse({ kind: "nothing", routed: "maybe" })).toEqual({});
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
