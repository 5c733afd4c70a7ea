import type { Finding } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { pairFault } from "./pair-fault.ts";

const found: Finding = {
  code: "client_secret_wrong",
  severity: "error",
  message: "found before",
  mender: "partner",
  act: "change-secret",
  details: { field: "clientSecret" },
};

describe("what is wrong with Client ID and Secret", () => {
  it("is said by the check of this visit", () => {
    const check = { ok: false, field: "clientId", code: "client_id_wrong", message: "now" } as const;
    expect(pairFault(check, [found])).toEqual({ field: "clientId", message: "now" });
    expect(pairFault({ ok: true, appName: "Acme Chat" }, [found])).toBeNull();
    expect(pairFault({ ok: false, field: null, code: "not_reachable", message: "down" }, [found])).toBeNull();
  });

  it("is remembered from an earlier check", () => {
    expect(pairFault(undefined, [found])).toEqual({ field: "clientSecret", message: "found before" });
    expect(pairFault(undefined, [{ ...found, code: "signatures_failing", details: {} }])).toBeNull();
    expect(pairFault(undefined, [])).toBeNull();
  });
});
