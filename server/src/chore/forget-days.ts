import type { Pool } from "pg";
import { deletePastEvents, readNeededEvents } from "../ingest/forget-event-store.ts";
import { forgetRuns } from "../run/forget-runs.ts";
import type { RetentionRules } from "../cycle/retention.ts";
import {
  countPages,
  type DailyTable,
  type DayDrop,
  dropDay,
  dropEmptyDay,
  forgetLooks,
  listDays,
  noteLook,
  readRestingParts,
} from "../db/partition-store.ts";
import { type Part, partsBefore, startOf } from "../db/parts.ts";
import type { Forgotten } from "./forgotten.ts";

export interface Forgetting {
  pool: Pool;
  rules: RetentionRules;
  now: Date;
  /** Between two statements; false when it is to stop. */
  rest(): Promise<boolean>;
  report(counts: Partial<Forgotten>): Promise<void>;
}

const dayMs = 86_400_000;
/** Half a MiB: some thousands of runs, or some hundred events. */
const blocksAtOnce = 64;
/** Others may hold a table for a moment. */
const triesAtMost = 5;
/** Runs of a day end on the next ones too: until then it is worth waiting that the whole day can be dropped. */
const graceMs = 2 * dayMs;
/** What ends late comes to days that were looked through long ago. */
const lookAgainMs = 7 * dayMs;

/** Runs with all that is theirs, then events; days of which nothing has to be kept go as a whole, of others row by row. */
export async function forgetDays(work: Forgetting): Promise<void> {
  const { runs, events } = work.rules;
  const isThrough =
    (await eachPart(work, "run", runs, forgetRunPart)) && (await eachPart(work, "event", events, forgetEventPart));
  if (!isThrough) return;
  for (const parent of ["step_run", "blob"] as const) {
    for (const day of await listDays(work.pool, parent)) {
      const isPast = startOf(day) + dayMs + runs.shortest * dayMs <= work.now.getTime();
      if (isPast && (await dropEmptyDay(work.pool, parent, day)) === "dropped") await work.report({ days: 1 });
      if (!(await work.rest())) return;
    }
  }
}

interface Days {
  shortest: number;
  longest: number;
}

/** Deletes from a part; answers when the next of it is past its retention. Undefined when it was stopped. */
type ForgetPart = (work: Forgetting, part: Part) => Promise<Date | null | undefined>;

/** False when it was stopped. */
async function eachPart(work: Forgetting, parent: "run" | "event", days: Days, forget: ForgetPart): Promise<boolean> {
  const { pool, now, rules } = work;
  const parts = partsBefore(await listDays(pool, parent), now.getTime() - days.shortest * dayMs);
  await forgetLooks(
    pool,
    parent,
    parts.map(({ low }) => low),
    rules.digest,
  );
  const resting = await readRestingParts(pool, parent, rules.digest, now);
  for (const part of parts) {
    if (!(await work.rest())) return false;
    if (part.day !== null && (await goesAsWhole(work, parent, part.day, days.longest))) continue;
    if (resting.has(part.low)) continue;
    const nextAt = await forget(work, part);
    if (nextAt === undefined) return false;
    // A day later than need be, so that a day's rows are looked through once and not every hour.
    const at = Math.min(nextAt === null ? Infinity : nextAt.getTime() + dayMs, now.getTime() + lookAgainMs);
    await noteLook(pool, { parent, low: part.low, rules: rules.digest, nextAt: new Date(at) });
    if (part.day !== null && (await dropEmptyDay(pool, parent, part.day)) === "dropped") await work.report({ days: 1 });
  }
  return true;
}

/** Whether a day is dropped, or is soon to be, so that nothing of it need be deleted by itself. */
async function goesAsWhole(work: Forgetting, parent: "run" | "event", day: string, longest: number): Promise<boolean> {
  const since = work.now.getTime() - (startOf(day) + dayMs + longest * dayMs);
  if (since < 0) return false;
  const outcome = await dropPatiently(work, parent, { day, days: longest, now: work.now });
  // Runs, attempts and large payloads each had a day.
  if (outcome === "dropped") await work.report({ days: parent === "run" ? 3 : 1 });
  return outcome !== "kept" || (parent === "run" && since < graceMs);
}

async function dropPatiently(
  { pool, rest }: Forgetting,
  parent: "run" | "event",
  what: Parameters<typeof dropDay>[2],
): Promise<DayDrop> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await dropDay(pool, parent === "run" ? "runs" : "events", what);
    if (outcome !== "busy" || tries === triesAtMost || !(await rest())) return outcome;
  }
}

const earlier = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other < one) ? other : one;

async function forgetRunPart(work: Forgetting, part: Part): Promise<Date | null | undefined> {
  const { pool, rules, now } = work;
  const deps = { pool, pause: work.rest };
  return eachBlocks(work, "run", part, async (blocks) => {
    const forgotten = await forgetRuns(deps, blocks, { general: rules.general, now });
    if (forgotten === null) return undefined;
    const { nextAt, ...counts } = forgotten;
    if (counts.runs > 0) await work.report(counts);
    return nextAt;
  });
}

async function forgetEventPart(work: Forgetting, part: Part): Promise<Date | null | undefined> {
  const { pool, rules, now } = work;
  const needed = await readNeededEvents(pool, part);
  return eachBlocks(work, "event", part, async (blocks) => {
    const { events, nextAt } = await deletePastEvents(pool, blocks, { days: rules.events, needed, now });
    if (events > 0) await work.report({ events });
    // What is still needed may be needed no more tomorrow.
    return needed.length > 0 ? earlier(nextAt, now) : nextAt;
  });
}

async function eachBlocks(
  work: Forgetting,
  parent: DailyTable,
  part: Part,
  forget: (blocks: { part: Part; first: number; end: number }) => Promise<Date | null | undefined>,
): Promise<Date | null | undefined> {
  const pages = await countPages(work.pool, parent, part.day);
  let next: Date | null = null;
  for (let first = 0; first < pages; first += blocksAtOnce) {
    const nextAt = await forget({ part, first, end: first + blocksAtOnce });
    if (nextAt === undefined || !(await work.rest())) return undefined;
    next = earlier(next, nextAt);
  }
  return next;
}
