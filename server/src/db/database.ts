import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import { Pool, type PoolClient } from "pg";
import type { Schema } from "./schema.ts";

/** Queries of one account: row-level security shows nothing else. */
export type AccountScope = Transaction<Schema>;

/** The two ways into the database (docs/decisions: row-level security). */
export interface Database {
  /** Ingest, runs, chores and partner-level lists: sees every account. Hot statements are named and go through `pg` itself. */
  pool: Pool;
  /** The same scope through Kysely. */
  engine: Kysely<Schema>;
  /**
   * A session of its own, of the same scope, for statements that go one after another all day. Its PostgreSQL process has
   * planned them once and has mapped the pages they touch, where one of a pool's would do both for each of its sessions.
   */
  openStream(name: string, planning?: Planning): Pool;
  /** A transaction that sees and writes one account's rows only. */
  withAccount<T>(accountId: string, work: (scope: AccountScope) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How the statements of a session are planned, where the planner's own way costs too much. */
export interface Planning {
  /** Once and for all lengths of arrays. */
  onePlan?: boolean;
  /** What is joined is never looked up row by row. */
  joinsByHash?: boolean;
}

export interface DatabaseOptions {
  url: string;
  /** Connections of each of the two pools. */
  engineConnections?: number;
  tenantConnections?: number;
  onError(error: Error): void;
}

const appRole = "velodrome_app";

/**
 * The queue is read in the order of its index, oldest first. A bitmap or sequential scan would visit every row that was
 * finished since the last vacuum and sort the rest (measured: 4.6 ms a claim against 0.5 ms), and a planner without fresh
 * statistics prefers them.
 */
const orderedReads = "SET enable_bitmapscan = off; SET enable_seqscan = off";

/**
 * One plan for what is said again and again. The planner would make one for each group, since it takes the arrays of ids
 * for as long as they are: a millisecond, as long as a claim itself (measured; docs/decisions: plans).
 */
const planOnce = "; SET plan_cache_mode = force_generic_plan";

/**
 * A queue is empty now and holds a million rows later. A plan that was made while it was empty goes through the rows it finds
 * once for each row of a group; by hash it looks at each once.
 */
const joinByHash = "; SET enable_nestloop = off";

/**
 * What each session begins with: a login that bypasses row-level security steps down, and payloads are compressed by lz4
 * where this server was built with it (not every build is, so no column can ask for it).
 */
async function sessionStart({ url, onError }: DatabaseOptions): Promise<string> {
  const probe = new Pool({ connectionString: url, max: 1 });
  // It is given back before its connection is closed; what fails until then would end the process, had it nobody to tell.
  probe.on("error", onError);
  try {
    const { rows } = await probe.query<{ above: boolean; lz4: boolean }>(
      `SELECT rolsuper OR rolbypassrls AS above,
         (SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression') AS lz4
       FROM pg_roles WHERE rolname = session_user`,
    );
    const stepDown = rows[0]?.above ? `SET ROLE ${appRole}; ` : "";
    return rows[0]?.lz4 ? `${stepDown}SET default_toast_compression = 'lz4'; ` : stepDown;
  } finally {
    await probe.end();
  }
}

/** Opens both pools. Nothing is connected for longer than the probe until the first query. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const start = await sessionStart(options);
  const open = (
    scope: "engine" | "tenant",
    max: number,
    { name = scope, also = "" }: { name?: string; also?: string } = {},
  ): Pool => {
    const pool = new Pool({
      connectionString: options.url,
      max,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      // Nothing here is meant to take that long: a database that hangs is one that fails, and senders are told so.
      query_timeout: 30_000,
      application_name: `velodrome ${name}`,
      // A failed preparation must fail the checkout: a session with the wrong role must never be used.
      onConnect: async (client: Pick<PoolClient, "query">) => {
        await client.query(
          `${start}SET velodrome.scope = '${scope}'; ${scope === "engine" ? orderedReads : ""}${also}`,
        );
      },
    });
    pool.on("error", options.onError);
    // Of one that is in use the pool does not listen, and an error that nobody hears ends the process.
    pool.on("connect", (client) => client.on("error", options.onError));
    return pool;
  };
  const pool = open("engine", options.engineConnections ?? 10);
  const tenantPool = open("tenant", options.tenantConnections ?? 10);
  const streams: Pool[] = [];
  const engine = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const tenant = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: tenantPool }) });
  return {
    pool,
    engine,
    openStream: (name, { onePlan = false, joinsByHash = false } = {}) => {
      const also = (onePlan ? planOnce : "") + (joinsByHash ? joinByHash : "");
      const stream = open("engine", 1, { name, also });
      streams.push(stream);
      return stream;
    },
    withAccount: (accountId, work) =>
      tenant.transaction().execute(async (scope) => {
        await sql`SELECT set_config('velodrome.account', ${accountId}, true)`.execute(scope);
        return work(scope);
      }),
    close: async () => {
      await Promise.all([engine.destroy(), tenant.destroy(), ...streams.map((stream) => stream.end())]);
    },
  };
}
