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
  /** A transaction that sees and writes one account's rows only. */
  withAccount<T>(accountId: string, work: (scope: AccountScope) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Connections of each of the two pools. */
  engineConnections?: number;
  tenantConnections?: number;
  onError(error: Error): void;
}

const appRole = "velodrome_app";

/** Whether this login bypasses row-level security, so that its sessions must step down. */
async function mustStepDown(url: string): Promise<boolean> {
  const probe = new Pool({ connectionString: url, max: 1 });
  try {
    const { rows } = await probe.query<{ above: boolean }>(
      "SELECT rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = session_user",
    );
    return rows[0]?.above ?? false;
  } finally {
    await probe.end();
  }
}

/** Opens both pools. Nothing is connected for longer than the probe until the first query. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const stepDown = (await mustStepDown(options.url)) ? `SET ROLE ${appRole}; ` : "";
  const open = (scope: "engine" | "tenant", max: number): Pool => {
    const pool = new Pool({
      connectionString: options.url,
      max,
      application_name: `velodrome ${scope}`,
      // A failed preparation must fail the checkout: a session with the wrong role must never be used.
      onConnect: async (client: Pick<PoolClient, "query">) => {
        await client.query(`${stepDown}SET velodrome.scope = '${scope}'`);
      },
    });
    pool.on("error", options.onError);
    return pool;
  };
  const pool = open("engine", options.engineConnections ?? 10);
  const tenantPool = open("tenant", options.tenantConnections ?? 10);
  const engine = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const tenant = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: tenantPool }) });
  return {
    pool,
    engine,
    withAccount: (accountId, work) =>
      tenant.transaction().execute(async (scope) => {
        await sql`SELECT set_config('velodrome.account', ${accountId}, true)`.execute(scope);
        return work(scope);
      }),
    close: async () => {
      await Promise.all([engine.destroy(), tenant.destroy()]);
    },
  };
}
