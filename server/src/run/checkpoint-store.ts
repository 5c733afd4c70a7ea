import type { FinishedStatus } from "@velodrome/contract";
import { bools, byteas, floats, ints, jsons, texts, timestamps, uuids } from "../db/array-parameter.ts";
import type { Queryable } from "../db/queryable.ts";
import { inlineLength, referTo, shelve } from "./payload.ts";
import type { Intent, RunState, StepRow } from "./state.ts";

/** What one write does to one run. `revision` is the one its worker knows: whoever is late changes nothing. */
export interface Checkpoint {
  accountId: string;
  id: string;
  revision: number;
  status: "queued" | "running" | "sleeping" | "waiting" | FinishedStatus;
  /** Milliseconds until it goes on; null: now, or never when finished. */
  waitMs: number | null;
  laneHeld: boolean;
  crashes: number;
  /** When its worker took it in hand; of a run that had begun before it says nothing. */
  startedAt: Date | null;
  state: RunState | null;
  attempt: Intent | null;
  error: unknown;
  steps: readonly StepRow[];
}

/** What became of it: `lost` when another had changed the run; `wish` when a person asked to stop it meanwhile. */
export type CheckpointOutcome = { kind: "won"; wish: "hold" | "cancel" | null } | { kind: "lost" };

const finished: readonly string[] = ["succeeded", "failed", "cancelled", "absorbed"] satisfies FinishedStatus[];
export const isFinished = (status: string): boolean => finished.includes(status);

/** The attempts of the runs in `runs`, and what of them is too large for a row, from the parameters of `attemptColumns`. */
export const attemptsAre = (runs: string, first: number): string => {
  const at = (place: number) => `$${first + place}`;
  return `steps AS (
  INSERT INTO step_run (account_id, run_id, id, step, path, number, status, port, repeated, input, output, request, response, error, started_at, finished_at)
  SELECT s.* FROM unnest(${at(0)}::uuid[], ${at(1)}::uuid[], ${at(2)}::uuid[], ${at(3)}::text[], ${at(4)}::text[], ${at(5)}::int[], ${at(6)}::text[], ${at(7)}::text[],
    ${at(8)}::bool[], ${at(9)}::json[], ${at(10)}::json[], ${at(11)}::json[], ${at(12)}::json[], ${at(13)}::json[], ${at(14)}::timestamptz[], ${at(15)}::timestamptz[])
    AS s(account_id, run_id, id, step, path, number, status, port, repeated, input, output, request, response, error, started_at, finished_at)
  WHERE s.run_id IN (SELECT id FROM ${runs})
), shelved AS (
  INSERT INTO blob (account_id, id, bytes)
  SELECT b.account_id, b.id, b.bytes FROM unnest(${at(16)}::uuid[], ${at(17)}::uuid[], ${at(18)}::uuid[], ${at(19)}::bytea[]) AS b(account_id, run_id, id, bytes)
  WHERE b.run_id IN (SELECT id FROM ${runs})
)`;
};

/**
 * True of every run that is asked for. Says once more what the join says, so that no plan reads all runs there are: a plan that
 * was made while there were none holds that to be cheapest, and it is kept while thousands come.
 */
const isAmong = "r.account_id = ANY ($1) AND r.id = ANY ($2)";

/** What the parameters of a group of runs are, as `i`; of runs that all end it is less. */
const input = {
  any: `unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::json[], $6::timestamptz[], $7::bool[], $8::float8[], $9::bool[], $10::int[],
    $11::json[], $12::json[])
    AS i(account_id, id, revision, status, error, started_at, over, wait_ms, lane_held, crashes, state, attempt)`,
  ends: `unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::json[], $6::timestamptz[])
    AS i(account_id, id, revision, status, error, started_at)`,
};

/** Those that go on. A wish to hold or cancel takes the new intent away, so that no call goes out. */
const kept = `kept AS (
  UPDATE run_live r SET
    revision = r.revision + 1,
    status = CASE WHEN r.wish IS NULL THEN i.status ELSE 'held' END,
    held_at = CASE WHEN r.wish IS NOT NULL THEN now() END,
    due = r.wish IS NULL AND i.wait_ms IS NULL,
    due_at = CASE WHEN r.wish IS NULL THEN now() + i.wait_ms * interval '1 millisecond' END,
    lane_held = r.wish IS NULL AND i.lane_held,
    parked = false,
    crashes = i.crashes,
    state = i.state,
    attempt = CASE WHEN r.wish IS NULL THEN i.attempt END,
    awaits_step = CASE WHEN i.status = 'waiting' THEN r.version || ' ' || (i.state #>> '{asleep,awaits,step}') END,
    awaits_key = CASE WHEN i.status = 'waiting' THEN coalesce(i.state #>> '{asleep,awaits,key}', r.lane) END,
    wish = nullif(r.wish, 'hold'),
    started_at = coalesce(r.started_at, least(i.started_at, now()))
  FROM input i
  WHERE NOT i.over AND ${isAmong} AND r.account_id = i.account_id AND r.id = i.id AND r.revision = i.revision
  RETURNING r.id, CASE WHEN r.status = 'held' THEN coalesce(r.wish, 'hold') END AS wish
)`;

/** Those that end move from `run_live` to `run`. */
const gone = (kind: keyof typeof input): string => `gone AS (
  DELETE FROM run_live r USING input i
  WHERE ${kind === "any" ? "i.over AND " : ""}${isAmong} AND r.account_id = i.account_id AND r.id = i.id AND r.revision = i.revision
  RETURNING r.*
), done AS (
  INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, status, error, created_at, started_at, finished_at)
  SELECT g.account_id, g.id, g.cycle_id, g.version, g.origin, g.event_id, g.trigger, g.retry_of, g.lane,
         -- Somebody asked for its end while the call was under way that then failed: that is how it ended.
         CASE WHEN g.wish = 'cancel' AND i.status = 'failed' THEN 'cancelled' ELSE i.status END, i.error,
         g.created_at, coalesce(g.started_at, least(i.started_at, now())), now()
  FROM gone g JOIN input i ON i.account_id = g.account_id AND i.id = g.id
  -- An event that no trigger wanted and no run waited for leaves nothing behind.
  WHERE g.origin <> 'answer' OR i.status = 'failed'
)`;

/**
 * Compare-and-set over a group of runs, with the attempts that ended, in one statement and one commit. A run began when it was taken
 * in hand, before its first attempt: by a clock that may be ahead of the database's, by which it ends.
 * Where all of a group end, which is the usual case where runs begin with their events, the half for the others is left away: it
 * would be prepared for each group (measured; docs/decisions: 024).
 */
const statements = {
  any: {
    name: "write-checkpoints",
    text: `
WITH input AS (
  SELECT * FROM ${input.any}
), ${kept}, ${gone("any")}, won AS (
  SELECT id, wish FROM kept UNION ALL SELECT id, NULL FROM gone
), ${attemptsAre("won", 13)}
SELECT id, wish FROM won`,
  },
  ends: {
    name: "write-ends",
    text: `
WITH input AS (
  SELECT * FROM ${input.ends}
), ${gone("ends")}, ${attemptsAre("gone", 7)}
SELECT id, NULL::text AS wish FROM gone`,
  },
};

/** JSON text for a column; null for nothing. */
export const json = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

/** Writes a group; answers one outcome per checkpoint, in order. Throws what PostgreSQL throws; then nothing is written. */
export async function writeCheckpoints(into: Queryable, group: readonly Checkpoint[]): Promise<CheckpointOutcome[]> {
  const kind = group.every(({ status }) => isFinished(status)) ? "ends" : "any";
  const { rows } = await into.query<{ id: string; wish: "hold" | "cancel" | null }>({
    ...statements[kind],
    values: [
      uuids(group.map((each) => each.accountId)),
      uuids(group.map((each) => each.id)),
      ints(group.map((each) => each.revision)),
      texts(group.map((each) => each.status)),
      jsons(group.map((each) => json(each.error))),
      timestamps(group.map((each) => each.startedAt)),
      ...(kind === "any" ? columnsOfKept(group) : []),
      ...(await attemptColumns(group)),
    ],
  });
  const won = new Map(rows.map((row) => [row.id, row.wish]));
  return group.map(({ id }) => {
    const wish = won.get(id);
    return wish === undefined ? { kind: "lost" } : { kind: "won", wish };
  });
}

/** What only those have that go on. */
const columnsOfKept = (group: readonly Checkpoint[]): Buffer[] => [
  bools(group.map((each) => isFinished(each.status))),
  floats(group.map((each) => each.waitMs)),
  bools(group.map((each) => each.laneHeld)),
  ints(group.map((each) => each.crashes)),
  jsons(group.map((each) => json(each.state))),
  jsons(group.map((each) => json(each.attempt))),
];

/** The attempts of a group as columns, and what of them was too large to stand in a row. */
export async function attemptColumns(
  group: readonly Pick<Checkpoint, "accountId" | "id" | "steps">[],
): Promise<unknown[]> {
  const owners = group.flatMap((each) => each.steps.map(() => each));
  const rows = group.flatMap((each) => each.steps);
  const shelf: { accountId: string; runId: string; id: string; text: string }[] = [];
  const payload = (value: unknown, at: number): string | null => {
    const owner = owners[at];
    const text = json(value);
    const row = rows[at];
    if (text === null || !owner || !row || text.length <= inlineLength) return text;
    const reference = referTo(text, row.id);
    shelf.push({ accountId: owner.accountId, runId: owner.id, id: reference.$blob, text });
    return JSON.stringify(reference);
  };
  const columns = [
    uuids(owners.map((owner) => owner.accountId)),
    uuids(owners.map((owner) => owner.id)),
    uuids(rows.map((row) => row.id)),
    texts(rows.map((row) => row.step)),
    texts(rows.map((row) => row.path)),
    ints(rows.map((row) => row.number)),
    texts(rows.map((row) => row.status)),
    texts(rows.map((row) => row.port)),
    bools(rows.map((row) => row.repeated)),
    jsons(rows.map((row, at) => payload(row.input, at))),
    jsons(rows.map((row, at) => payload(row.output, at))),
    jsons(rows.map((row, at) => payload(row.request, at))),
    jsons(rows.map((row, at) => payload(row.response, at))),
    jsons(rows.map((row) => json(row.error))),
    timestamps(rows.map((row) => row.startedAt)),
    timestamps(rows.map((row) => row.finishedAt)),
  ];
  const blobs = [
    uuids(shelf.map((b) => b.accountId)),
    uuids(shelf.map((b) => b.runId)),
    uuids(shelf.map((b) => b.id)),
    byteas(await Promise.all(shelf.map(({ text }) => shelve(text)))),
  ];
  return [...columns, ...blobs];
}
