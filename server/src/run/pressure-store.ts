import type { Pressure } from "@velodrome/kit";
import type { Pool } from "pg";
import { CallGate, type CallGateDeps } from "./call-gate.ts";
import { type CallPlace, placeOf, type StoredValve } from "./valves.ts";

/** So long a row is kept after its time, so that whoever has calls waiting still tries with one first. */
const triedWithin = "10 minutes";

/**
 * A worker's gate. What workers tell each other about calls that have to wait stands in rows, with the database's times, so
 * that no clock matters.
 */
export function createCallGate(pool: Pool, deps: Omit<CallGateDeps, "store">): CallGate {
  return new CallGate({
    ...deps,
    store: {
      keep: (valves) => keepValves(pool, valves),
      forget: (valves) => forgetValves(pool, valves),
      read: () => readValves(pool),
    },
  });
}

/** What an application asked for when somebody else than a worker called it. Workers learn of it within about a second. */
export async function noteWishes(
  pool: Pool,
  place: Omit<CallPlace, "runId" | "limits">,
  wishes: readonly Pressure[],
): Promise<void> {
  const valves = wishes.map(({ scope, forMs, code, message }) => ({
    ...placeOf(place, scope),
    ...{ code, message, round: 0, inMs: forMs },
  }));
  // One row for each place: the longest holds.
  const longest = new Map(
    valves.toSorted((a, b) => a.inMs - b.inMs).map((each) => [`${each.subject} ${each.method}`, each]),
  );
  if (longest.size > 0) await keepValves(pool, [...longest.values()]);
}

/** Of a row that PostgreSQL wrote before its clock was set back: how long it still holds, nobody can tell. */
const isOfLater = "(set_at > now() + interval '10 seconds')";

async function keepValves(pool: Pool, valves: readonly StoredValve[]): Promise<void> {
  const sorted = valves.toSorted((a, b) => (a.subject + a.method < b.subject + b.method ? -1 : 1));
  await pool.query(
    `WITH old AS (DELETE FROM connection_pressure WHERE until < now() - $8::interval OR ${isOfLater})
    INSERT INTO connection_pressure (account_id, subject, method, code, message, round, until)
    SELECT v.account_id, v.subject, v.method, v.code, v.message, v.round, now() + v.in_ms * interval '1 millisecond'
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[], $7::float8[])
      AS v(account_id, subject, method, code, message, round, in_ms)
    ON CONFLICT (subject, method) DO UPDATE
      SET code = excluded.code, message = excluded.message, round = excluded.round, until = excluded.until, set_at = excluded.set_at
      WHERE connection_pressure.until < excluded.until OR connection_pressure.set_at > now() + interval '10 seconds'`,
    [
      sorted.map((each) => each.accountId),
      sorted.map((each) => each.subject),
      sorted.map((each) => each.method),
      sorted.map((each) => each.code),
      sorted.map((each) => each.message),
      sorted.map((each) => each.round),
      sorted.map((each) => each.inMs),
      triedWithin,
    ],
  );
}

/** Not one that another worker has shut again meanwhile. */
async function forgetValves(pool: Pool, valves: readonly StoredValve[]): Promise<void> {
  await pool.query(
    `DELETE FROM connection_pressure p USING unnest($1::uuid[], $2::text[], $3::float8[]) AS v(subject, method, in_ms)
    WHERE p.subject = v.subject AND p.method = v.method AND (p.until < now() + (v.in_ms + 500) * interval '1 millisecond' OR ${isOfLater})`,
    [valves.map((each) => each.subject), valves.map((each) => each.method), valves.map((each) => each.inMs)],
  );
}

async function readValves(pool: Pool): Promise<StoredValve[]> {
  const { rows } = await pool.query<StoredValve>({
    name: "read-pressure",
    text: `SELECT account_id AS "accountId", subject, method, code, message, round,
        (extract(epoch FROM until - now()) * 1000)::float8 AS "inMs"
      FROM connection_pressure WHERE until > now() - $1::interval AND NOT ${isOfLater}`,
    values: [triedWithin],
  });
  return rows;
}
