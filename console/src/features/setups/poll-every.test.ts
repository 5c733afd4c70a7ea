import type { SetupHealth } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { pollEvery } from "./poll-every.ts";

const health = (parts: Partial<SetupHealth>): SetupHealth => ({
  checklist: [],
  rejections: [],
  findings: [],
  verifiedAt: null,
  verifiedBy: null,
  registration: null,
  lastEventAt: null,
  duplicates: 0,
  dropped: 0,
  ...parts,
});

describe("how often a Setup's health is looked at", () => {
  it("is often while a row that ticks itself is open", () => {
    const row = { item: "webhook", state: "open", message: "", at: null } as const;
    expect(pollEvery(health({ checklist: [row] }))).toBe(3000);
    expect(pollEvery(health({ checklist: [{ ...row, state: "done" }] }))).toBe(30_000);
  });

  it("is seldom when only a person's ticks are missing", () => {
    expect(pollEvery(health({ checklist: [{ item: "app-live", state: "open", message: "", at: null }] }))).toBe(30_000);
  });

  it("is often while requests are turned away", () => {
    const rejection = { reason: "wrong_signature", count: 4, lastAt: "2026-01-01T10:00:00Z", recent: 2 } as const;
    expect(pollEvery(health({ rejections: [{ ...rejection, since: "2026-01-01T09:00:00Z" }] }))).toBe(3000);
    expect(pollEvery(health({ rejections: [{ ...rejection, since: null }] }))).toBe(30_000);
  });
});
