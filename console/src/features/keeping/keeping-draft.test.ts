import { describe, expect, it } from "vitest";
import {
  aroundAccount,
  aroundCycle,
  cycleOutcomes,
  draftOf,
  flawsOf,
  keepingOf,
  retentionOutcomes,
} from "./keeping-draft.ts";

const installation = { retention: { succeeded: 31, failed: 90, cancelled: 31, events: 31 } };

describe("what is kept", () => {
  it("is as around it where nothing is said", () => {
    expect(aroundAccount(installation).retention.failed).toEqual({ value: 90, from: "installation" });
    const around = aroundCycle(installation, { retention: { failed: 7 }, concurrency: 3 });
    expect(around.retention).toMatchObject({
      failed: { value: 7, from: "account" },
      succeeded: { value: 31, from: "installation" },
    });
    expect(around.concurrency).toEqual({ value: 3, from: "account" });
    // The installation's is each worker's, and no account's.
    expect(aroundAccount(installation).concurrency).toBeNull();
    expect(aroundCycle(installation, { retention: {}, concurrency: null }).concurrency).toBeNull();
  });

  it("is saved as it was typed, and what is left empty is not named", () => {
    const own = { retention: { failed: 7, events: 3 }, concurrency: null };
    expect(keepingOf(draftOf(own), retentionOutcomes)).toEqual(own);
    expect(keepingOf(draftOf(own), cycleOutcomes)).toEqual({ retention: { failed: 7 }, concurrency: null });
    expect(keepingOf({ ...draftOf(own), failed: "" }, retentionOutcomes).retention).toEqual({ events: 3 });
  });

  it("has flaws beyond its bounds, and where nothing is around it when it is empty", () => {
    const draft = { ...draftOf({ retention: {}, concurrency: 1001 }), failed: 0, succeeded: 3651, cancelled: 1.5 };
    const fields = [...retentionOutcomes, "concurrency"] as const;
    expect(flawsOf(draft, fields, false)).toEqual(["succeeded", "failed", "cancelled", "concurrency"]);
    expect(flawsOf(draft, fields, true)).toContain("events");
  });
});
