import type { Pool } from "pg";
import { countHour, deleteFiguresBefore, readCountedUntil } from "./figure-store.ts";

const hourMs = 3_600_000;
/** What is committed late still belongs to its hour. */
const graceMs = 2 * 60_000;
/** How far back an installation without figures is counted. */
const catchUpMs = 30 * 24 * hourMs;
const keptMs = 400 * 24 * hourMs;

const startOfHour = (ms: number): number => Math.floor(ms / hourMs) * hourMs;

/** Counts every hour that is over and not counted yet, oldest first; answers how many. */
export async function countFigures(pool: Pool, now: number, isStopped: () => boolean): Promise<number> {
  const end = startOfHour(now - graceMs);
  const counted = await readCountedUntil(pool);
  const first = Math.max(counted?.getTime() ?? 0, startOfHour(end - catchUpMs));
  let hours = 0;
  for (let hour = first; hour < end && !isStopped(); hour += hourMs) {
    await countHour(pool, new Date(hour), new Date(hour + hourMs));
    hours += 1;
  }
  await deleteFiguresBefore(pool, new Date(end - keptMs));
  return hours;
}
