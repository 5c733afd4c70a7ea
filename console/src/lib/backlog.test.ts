import { describe, expect, it } from "vitest";
import { backlogChoices, isUnanswered, type Unanswered, unansweredWords } from "./backlog.ts";

const now = Date.parse("2026-11-29T15:00:00Z");
const backlog = (recent: number, older: number, more = false): Unanswered => ({
  since: "2026-11-28T10:02:00Z",
  recent: { count: recent, more: false },
  older: { count: older, more },
});
const values = (of: Unanswered) => backlogChoices(of, "en").map(({ value }) => value);

describe("what was not answered", () => {
  it("is nothing to decide about when nothing came", () => {
    expect(isUnanswered(backlog(0, 0))).toBe(false);
    expect(isUnanswered(backlog(0, 1))).toBe(true);
  });

  it("is told with its number, since when, and how much of it is old", () => {
    const day = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" } as const;
    const since = new Intl.DateTimeFormat("en", day).format(new Date("2026-11-28T10:02:00Z"));
    const words = (of: Unanswered) => unansweredWords(of, now, "en").replace(since, "10:02");
    expect(words(backlog(9, 3))).toBe("12 messages since 10:02 were not answered, 3 are older than 24 hours.");
    expect(words(backlog(1, 0))).toBe("1 message since 10:02 was not answered.");
    expect(words(backlog(0, 2))).toBe("2 messages since 10:02 were not answered, all of them older than 24 hours.");
    expect(words(backlog(2, 10_000, true))).toContain("more than 10,002 messages");
  });

  it("offers nothing first, and no choice that would be another's", () => {
    expect(values(backlog(9, 3))).toEqual(["none", "recent", "all"]);
    expect(values(backlog(9, 0))).toEqual(["none", "recent"]);
    expect(values(backlog(0, 3))).toEqual(["none", "all"]);
  });
});
