import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../db/schema.ts";

export interface ConnectorUse {
  setups: number;
  /** Accounts with a connection of it. */
  accounts: number;
}

/** How much each connector is used; one that is not used at all is left out. */
export async function readConnectorUses(db: Kysely<Schema>): Promise<Map<string, ConnectorUse>> {
  const { rows } = await sql<{ connector: string } & ConnectorUse>`
    SELECT connector, sum(setups)::int AS setups, sum(accounts)::int AS accounts
    FROM (SELECT connector, count(*) AS setups, 0 AS accounts FROM setup WHERE base_id IS NULL GROUP BY 1
          UNION ALL
          SELECT connector, 0, count(DISTINCT account_id) FROM connection GROUP BY 1) u
    GROUP BY 1`.execute(db);
  return new Map(rows.map(({ connector, setups, accounts }) => [connector, { setups, accounts }]));
}
