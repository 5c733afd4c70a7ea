import type { BacklogAnswer, BoundedCount } from "@velodrome/contract";
import { texts } from "./backlog-texts.ts";
import { clockTime } from "./relative-time.ts";

/** What was not answered, by age. */
export interface Unanswered {
  since: string | null;
  recent: BoundedCount;
  older: BoundedCount;
}

export interface BacklogChoice {
  value: BacklogAnswer;
  label: string;
  description?: string;
}

/** Whether there is anything to decide about. */
export const isUnanswered = ({ recent, older }: Unanswered): boolean => recent.count + older.count > 0;

const totalOf = ({ recent, older }: Unanswered): BoundedCount => ({
  count: recent.count + older.count,
  more: recent.more || older.more,
});

const inWords = ({ count, more }: BoundedCount, locale: string | undefined): string =>
  more ? texts.atLeast(count.toLocaleString(locale)) : count.toLocaleString(locale);

/** How many there are, since when, and how many of them Facebook may not let a Page answer any more. */
export function unansweredWords(backlog: Unanswered, now: number, locale: string | undefined): string {
  const total = totalOf(backlog);
  const since = clockTime(backlog.since ?? new Date(now).toISOString(), now, locale);
  const sentence = texts.unanswered(inWords(total, locale), total.count === 1, since);
  if (backlog.older.count === 0) return `${sentence}.`;
  if (backlog.recent.count === 0) return `${sentence}, ${texts.allOlder(total.count === 1)}.`;
  return `${sentence}, ${texts.older(inWords(backlog.older, locale), backlog.older.count === 1)}.`;
}

/** What can be decided, nothing first. A choice that would come to the same as another is left out. */
export function backlogChoices(backlog: Unanswered, locale: string | undefined): BacklogChoice[] {
  const { recent, older } = backlog;
  const none: BacklogChoice = { value: "none", label: texts.none, description: texts.noneHint };
  const young: BacklogChoice = { value: "recent", label: texts.recent(inWords(recent, locale)) };
  const all: BacklogChoice = {
    ...{ value: "all", label: texts.all(inWords(totalOf(backlog), locale), totalOf(backlog).count === 1) },
    description: texts.allHint,
  };
  return [none, ...(recent.count > 0 ? [young] : []), ...(older.count > 0 ? [all] : [])];
}
