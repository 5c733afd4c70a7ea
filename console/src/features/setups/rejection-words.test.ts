import { describe, expect, it } from "vitest";
import { isDoubted, rejectionsOf, rejectionWords } from "./rejection-words.ts";

const wrong = {
  reason: "wrong_signature",
  count: 60,
  lastAt: "2026-01-01T10:30:00Z",
  since: "2026-01-01T10:02:00Z",
  recent: 41,
} as const;
const time = (at: string) => at.slice(11, 16);

describe("requests that were turned away, in words", () => {
  it("says how many, since when and why", () => {
    expect(rejectionWords(wrong, time)).toBe(
      "41 requests with a wrong signature since 10:02: the Client Secret is not that of the sending app",
    );
    expect(rejectionWords({ ...wrong, reason: "wrong_verify_token", recent: 1 }, time)).toBe(
      "1 attempt with another Verify Token since 10:02: what was typed at Meta is not the Verify Token of this Setup",
    );
  });

  it("says that it is over once a good request came", () => {
    expect(rejectionWords({ ...wrong, since: null, recent: 0 }, time)).toBe(
      "Over: 60 requests with a wrong signature, the last at 10:30",
    );
  });

  it("puts in doubt what was done, as long as it goes on", () => {
    const done = { item: "client-secret", state: "done", message: "", at: null } as const;
    expect(isDoubted(done, [wrong])).toBe(true);
    expect(isDoubted(done, [{ ...wrong, since: null }])).toBe(false);
    expect(isDoubted({ ...done, state: "failed" }, [wrong])).toBe(false);
  });

  it("stands in the row that it speaks of", () => {
    expect(rejectionsOf("client-secret", [wrong])).toEqual([wrong]);
    expect(rejectionsOf("webhook", [wrong])).toEqual([]);
    const forged = { ...wrong, reason: "wrong_privacy_signature" } as const;
    expect(rejectionsOf("privacy-urls", [wrong, forged])).toEqual([forged]);
    expect(rejectionsOf("client-secret", [{ ...wrong, count: 0 }])).toEqual([]);
  });
});
