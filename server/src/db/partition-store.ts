import { DatabaseError, type Pool } from "pg";

/** `today` as `YYYY-MM-DD`, UTC. */
export async function ensurePartitions(pool: Pool, today: string): Promise<void> {
  await pool.query("SELECT ensure_partitions($1::date)", [today]);
}

/** Tables that are kept by the day and grow with what comes in. */
export type DailyTable = "run" | "step_run" | "blob" | "event";

/** The days that a table has partitions of, as `YYYY-MM-DD`, oldest first. */
export async function listDays(pool: Pool, parent: DailyTable): Promise<string[]> {
  const { rows } = await pool.query<{ day: string }>(
    `SELECT to_char(to_date(right(c.relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD') AS day
     FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = $1::regclass AND c.relname ~ '_[0-9]{8}$' ORDER BY 1`,
    [parent],
  );
  return rows.map(({ day }) => day);
}

/** Blocks of a day's partition, or of the default one. 0 when it is not there any more. */
export async function countPages(pool: Pool, parent: DailyTable, day: string | null): Promise<number> {
  const child = day === null ? `${parent}_default` : `${parent}_${day.replaceAll("-", "")}`;
  const { rows } = await pool.query<{ pages: number }>(
    "SELECT coalesce(pg_relation_size(to_regclass($1)) / current_setting('block_size')::int, 0)::int AS pages",
    [child],
  );
  return rows[0]?.pages ?? 0;
}

/** `busy`: it would have had to wait for others. `kept`: something in it is needed. */
export type DayDrop = "dropped" | "kept" | "busy";

/** Ways to drop a day at once. Each judges itself whether anything in it has to be kept. */
const drops = {
  runs: "SELECT drop_run_day($1::date, $2, $3::timestamptz) AS dropped",
  events: "SELECT drop_event_day($1::date, $2, $3::timestamptz) AS dropped",
} as const;

export async function dropDay(
  pool: Pool,
  what: keyof typeof drops,
  { day, days, now }: { day: string; days: number; now: Date },
): Promise<DayDrop> {
  return dropUnlessBusy(() => pool.query<{ dropped: boolean }>(drops[what], [day, days, now]));
}

const isBusy = (error: unknown): boolean => error instanceof DatabaseError && error.code === "55P03";

async function dropUnlessBusy(drop: () => Promise<{ rows: { dropped: boolean }[] }>): Promise<DayDrop> {
  try {
    return (await drop()).rows[0]?.dropped === true ? "dropped" : "kept";
  } catch (error: unknown) {
    if (!isBusy(error)) throw error;
    return "busy";
  }
}

/** Drops a past day in which nothing is left. */
export function dropEmptyDay(pool: Pool, parent: DailyTable, day: string): Promise<DayDrop> {
  return dropUnlessBusy(() =>
    pool.query<{ dropped: boolean }>("SELECT drop_empty_day($1, $2::date) AS dropped", [parent, day]),
  );
}

/** Parts of a table in which nothing is past its retention yet, under these rules. */
export async function readRestingParts(pool: Pool, parent: DailyTable, rules: string, now: Date): Promise<Set<string>> {
  const { rows } = await pool.query<{ low: string }>(
    "SELECT low FROM retention_look WHERE parent = $1 AND rules = $2 AND next_at > $3",
    [parent, rules, now],
  );
  return new Set(rows.map(({ low }) => low));
}

export async function noteLook(
  pool: Pool,
  { parent, low, rules, nextAt }: { parent: DailyTable; low: string; rules: string; nextAt: Date },
): Promise<void> {
  await pool.query(
    `INSERT INTO retention_look (parent, low, rules, next_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (parent, low) DO UPDATE SET rules = excluded.rules, next_at = excluded.next_at`,
    [parent, low, rules, nextAt],
  );
}

/** Of parts that are gone, and of rules that hold no more. */
export async function forgetLooks(
  pool: Pool,
  parent: DailyTable,
  lows: readonly string[],
  rules: string,
): Promise<void> {
  await pool.query("DELETE FROM retention_look WHERE parent = $1 AND (low <> ALL ($2::uuid[]) OR rules <> $3)", [
    parent,
    lows,
    rules,
  ]);
}
