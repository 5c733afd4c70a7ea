import type { Pool } from "pg";
import type { LiveRun } from "./state.ts";

/** Rows of one claim: it takes as long as what it brings, and 20 ms are promised (docs/decisions: 024). More are read in several. */
export const rowsAtMost = 256;

export interface ClaimQuery {
  /** Shards to read; null when all are held, which spares the filter. */
  shards: readonly number[] | null;
  /** The ring of accounts goes on behind this one. */
  after: string;
  /** Accounts that have enough in hand. */
  full: readonly string[];
  /** Runs in hand. */
  inHand: readonly string[];
  /** Lanes of which enough is in hand, as `laneOf` writes them. */
  fullLanes: readonly string[];
  perAccount: number;
  /** Accounts of which fewer are to be read, and how many; empty spares looking. */
  rooms: ReadonlyMap<string, number>;
  limit: number;
}

export const liveColumns = `r.account_id AS "accountId", r.id, r.cycle_id AS "cycleId", r.version, r.event_id AS "eventId", r.trigger,
  r.shard, r.lane, r.seq, r.revision, r.crashes, r.started_at AS "startedAt", r.may_answer AS "mayAnswer",
  r.state, r.attempt`;

/** A run as it was found. */
export interface DueRun extends LiveRun {
  /** Before it in its lane there is one that is not read: it is parked, or holds the lane while it waits. */
  behind: boolean;
}

/** Asked once for a claim, and for single runs only where there is any. */
const isBehind = `(
  EXISTS (SELECT FROM run_live WHERE parked) AND EXISTS (
    SELECT FROM run_live p WHERE p.parked AND p.cycle_id = r.cycle_id AND p.lane = r.lane AND p.seq < r.seq)
  OR EXISTS (SELECT FROM run_live WHERE lane_held) AND EXISTS (
    SELECT FROM run_live h WHERE h.lane_held AND h.shard = r.shard AND h.cycle_id = r.cycle_id AND h.lane = r.lane AND h.seq < r.seq))`;

/**
 * Reads due runs, oldest first within each account, accounts in a ring. Nothing is written: there is one reader per shard.
 * Each account is probed on its own through the partial index, so that one with a million rows costs what one with ten does.
 * What a worker remembers of a lane may be less than what is true: rows are parked and released beside the reading, by a
 * former worker too, and the answer to a write may be lost. So whether a run's turn can have come is asked in the same moment.
 */
const claimStatement = (filter: string, room: string | null) => `
WITH RECURSIVE ring AS (
  (SELECT account_id FROM run_live WHERE due AND account_id > $1 ORDER BY account_id LIMIT 1)
  UNION ALL
  SELECT n.account_id FROM ring CROSS JOIN LATERAL
    (SELECT account_id FROM run_live WHERE due AND account_id > ring.account_id ORDER BY account_id LIMIT 1) n
)
SELECT ${liveColumns}, e.item, ${isBehind} AS behind
FROM (SELECT account_id${room === null ? "" : `, ${room} AS room`} FROM ring WHERE account_id <> ALL ($2::uuid[])) a
CROSS JOIN LATERAL (
  SELECT * FROM run_live WHERE due AND account_id = a.account_id AND id NOT IN (SELECT unnest($3::uuid[]))
    AND (cardinality($6::text[]) = 0 OR cycle_id || ' ' || lane <> ALL ($6::text[])) ${filter}
  ORDER BY seq LIMIT ${room === null ? "$4" : "a.room"}
) r
LEFT JOIN event e ON e.account_id = r.account_id AND e.id = r.event_id
LIMIT $5`;

const roomOf = (at: number): string =>
  `coalesce((SELECT m.room FROM unnest($${at}::uuid[], $${at + 1}::int[]) AS m(id, room) WHERE m.id = ring.account_id), $4)`;
const ofShards = "AND shard = ANY ($7::smallint[])";

const claims = {
  all: {
    plain: { name: "claim-all", text: claimStatement("", null) },
    rooms: { name: "claim-all-rooms", text: claimStatement("", roomOf(7)) },
  },
  some: {
    plain: { name: "claim-some", text: claimStatement(ofShards, null) },
    rooms: { name: "claim-some-rooms", text: claimStatement(ofShards, roomOf(8)) },
  },
};

export async function readDueRuns(pool: Pool, query: ClaimQuery): Promise<DueRun[]> {
  const { shards, rooms } = query;
  const values = [query.after, query.full, query.inHand, query.perAccount, query.limit, query.fullLanes];
  const own = shards ? [shards] : [];
  const room = rooms.size > 0 ? [[...rooms.keys()], [...rooms.values()]] : [];
  const { name, text } = claims[shards ? "some" : "all"][rooms.size > 0 ? "rooms" : "plain"];
  const { rows } = await pool.query<DueRun>({ name, text, values: [...values, ...own, ...room] });
  return rows;
}

/** The head of a lane that waits with it. */
export interface LaneHead {
  id: string;
  cycleId: string;
  lane: string;
  shard: number;
  /** False when its time has come already. */
  waits: boolean;
}

/** Lanes whose head waits with its lane, the oldest last. */
export async function readHeldLanes(pool: Pool, shards: readonly number[]): Promise<LaneHead[]> {
  const { rows } = await pool.query<LaneHead>({
    text: `SELECT id, cycle_id AS "cycleId", lane, shard, status = 'waiting' AS waits FROM run_live
      WHERE lane_held AND shard = ANY ($1::smallint[]) ORDER BY seq DESC`,
    values: [shards],
  });
  return rows;
}

/**
 * Followers of held lanes stop being read. A head is never parked: it is what its lane waits for. One that is parked already
 * stays so; to ask for those that are due would let a plan read all of an account that are.
 */
export async function parkRuns(pool: Pool, runs: readonly { accountId: string; id: string }[]): Promise<void> {
  await pool.query({
    name: "park-runs",
    text: `UPDATE run_live r SET due = false, parked = true FROM unnest($1::uuid[], $2::uuid[]) AS p(account_id, id)
      WHERE r.account_id = ANY ($1) AND r.id = ANY ($2) AND r.account_id = p.account_id AND r.id = p.id
        AND r.status = 'queued' AND NOT r.lane_held`,
    values: [runs.map((run) => run.accountId), runs.map((run) => run.id)],
  });
}

/**
 * What is parked behind a lane that nobody holds is read again: its release was lost, or came before it was parked. Except
 * where it waits for a place of its cycle.
 */
export async function releaseFreeLanes(
  pool: Pool,
  where: { shards: readonly number[]; held: readonly string[]; waiting: readonly string[] },
): Promise<void> {
  await pool.query({
    name: "release-free-lanes",
    text: `UPDATE run_live SET due = true, parked = false
      WHERE parked AND shard = ANY ($1::smallint[]) AND cycle_id || ' ' || lane <> ALL ($2::text[])
        AND cycle_id <> ALL ($3::uuid[])`,
    values: [where.shards, where.held, where.waiting],
  });
}

/** So many runs of a cycle that wait for a place are read again, the oldest first. Answers how many there were. */
export async function releaseOldest(
  pool: Pool,
  which: { cycle: string; shards: readonly number[]; held: readonly string[]; count: number },
): Promise<number> {
  const { rowCount } = await pool.query({
    name: "release-oldest",
    text: `WITH oldest AS MATERIALIZED (
        SELECT account_id, id FROM run_live
        WHERE parked AND NOT due AND cycle_id = $1 AND shard = ANY ($2::smallint[]) AND cycle_id || ' ' || lane <> ALL ($3::text[])
        ORDER BY seq LIMIT $4 FOR UPDATE
      )
      UPDATE run_live SET due = true, parked = false
      WHERE account_id = ANY (ARRAY(SELECT account_id FROM oldest)) AND id = ANY (ARRAY(SELECT id FROM oldest))`,
    values: [which.cycle, which.shards, which.held, which.count],
  });
  return rowCount ?? 0;
}

/** Followers of a lane that is free again are read again. */
export async function releaseLanes(pool: Pool, lanes: readonly { cycleId: string; lane: string }[]): Promise<void> {
  await pool.query({
    name: "release-lanes",
    text: `UPDATE run_live r SET due = true, parked = false FROM unnest($1::uuid[], $2::text[]) AS l(cycle_id, lane)
      WHERE r.parked AND r.cycle_id = ANY ($1) AND r.lane = ANY ($2) AND r.cycle_id = l.cycle_id AND r.lane = l.lane`,
    values: [lanes.map((each) => each.cycleId), lanes.map((each) => each.lane)],
  });
}

/** What a dead worker had parked is read again: its successor will find out which lanes are held. */
export async function releaseShards(pool: Pool, shards: readonly number[]): Promise<void> {
  await pool.query({
    text: "UPDATE run_live SET due = true, parked = false WHERE parked AND shard = ANY ($1::smallint[])",
    values: [shards],
  });
}

/**
 * Wakes what has waited long enough. A run that held its lane keeps its place; one that had let it go comes in at the end.
 * Answers how many there were.
 */
export async function wakeDueRuns(pool: Pool, shards: readonly number[]): Promise<number> {
  const { rowCount } = await pool.query({
    name: "wake-due-runs",
    text: `UPDATE run_live SET due = true, due_at = NULL, status = 'queued',
        seq = CASE WHEN lane_held THEN seq ELSE nextval('run_seq') END
      WHERE due_at <= now() AND status IN ('waiting', 'sleeping') AND shard = ANY ($1::smallint[])`,
    values: [shards],
  });
  return rowCount ?? 0;
}
