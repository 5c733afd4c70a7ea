import type { Pool } from "pg";
import type { KeptLoop } from "./loop.ts";
import { isReference, unshelve } from "./payload.ts";
import type { LiveRun, LoopState } from "./state.ts";

const dayMs = 86_400_000;

/** `payload`: the list in the loop's own row, what was collected in one of an item. */
interface Row {
  path: string;
  payload: unknown;
}

/** Nothing is older than the run; a day of grace, because attempts carry the worker's clock. */
const attemptsOf = `SELECT path, CASE WHEN path = $3 THEN input ELSE output END AS payload FROM step_run
  WHERE run_id = $1 AND step = $2 AND (path = $3 AND input IS NOT NULL OR path = ANY ($4::text[]))
    AND id >= uuid_at($5::timestamptz) ORDER BY id`;

/** The lists that a run is going through, and what it has collected. Null when they are past their retention. */
export async function readKeptLoops(
  pool: Pool,
  run: Pick<LiveRun, "accountId" | "id" | "startedAt">,
  loops: readonly LoopState[],
): Promise<KeptLoop[] | null> {
  const kept: KeptLoop[] = [];
  for (const [depth, loop] of loops.entries()) {
    const outer = loops.slice(0, depth).map(({ index }) => index);
    const path = outer.join(".");
    const paths = Array.from({ length: loop.index }, (_, index) => [...outer, index].join("."));
    const since = new Date(Math.max(0, (run.startedAt?.getTime() ?? 0) - dayMs));
    const { rows } = await pool.query<Row>(attemptsOf, [run.id, loop.step, path, paths, since]);
    const payloads = await openAll(pool, run.accountId, rows);
    const own = payloads.get(path) as { list: unknown[] } | undefined;
    if (!own) return null;
    const collected = paths.map((each) => (payloads.get(each) as { collected: unknown } | undefined)?.collected);
    kept.push({ items: own.list, collected });
  }
  return kept;
}

async function openAll(pool: Pool, accountId: string, rows: readonly Row[]): Promise<Map<string, unknown>> {
  const ids = rows
    .map(({ payload }) => payload)
    .filter(isReference)
    .map(({ $blob }) => $blob);
  const blobs = await pool.query<{ id: string; bytes: Buffer }>(
    "SELECT id, bytes FROM blob WHERE account_id = $1 AND id = ANY ($2::uuid[])",
    [accountId, ids],
  );
  const opened = new Map(
    await Promise.all(blobs.rows.map(async ({ id, bytes }) => [id, await unshelve(bytes)] as const)),
  );
  return new Map(
    rows.map(({ path, payload }) => [path, isReference(payload) ? (opened.get(payload.$blob) ?? null) : payload]),
  );
}
