import type { Database } from "../db/database.ts";

export interface ApiClientRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

const columns = `id, name, created_at AS "createdAt"`;

/** Newest first. */
export async function listApiClientRows(
  database: Database,
  page: { before: string | null; limit: number },
): Promise<ApiClientRow[]> {
  const { rows } = await database.pool.query<ApiClientRow>(
    `SELECT ${columns} FROM api_client WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
    [page.before, page.limit],
  );
  return rows;
}

export async function insertApiClientRow(
  database: Database,
  client: { id: string; name: string; secretHash: Buffer },
): Promise<ApiClientRow> {
  const { rows } = await database.pool.query<ApiClientRow>(
    `INSERT INTO api_client (id, name, secret_hash) VALUES ($1, $2, $3) RETURNING ${columns}`,
    [client.id, client.name, client.secretHash],
  );
  const [row] = rows;
  if (row === undefined) {
    throw new Error("PostgreSQL answered no row to the insertion of an API client.");
  }
  return row;
}

/** Its tokens go with it. False when there is none of that id. */
export async function deleteApiClientRow(database: Database, id: string): Promise<boolean> {
  const { rowCount } = await database.pool.query("DELETE FROM api_client WHERE id = $1", [id]);
  return rowCount === 1;
}

export async function readApiClientSecretHash(database: Database, id: string): Promise<Buffer | null> {
  const { rows } = await database.pool.query<{ secret_hash: Buffer }>(
    "SELECT secret_hash FROM api_client WHERE id = $1",
    [id],
  );
  return rows[0]?.secret_hash ?? null;
}

/** Keeps a token, and clears away those that have ended. */
export async function insertApiToken(
  database: Database,
  token: { hash: Buffer; clientId: string; now: Date; expiresAt: Date },
): Promise<void> {
  await database.pool.query(
    `WITH ended AS (DELETE FROM api_token WHERE expires_at < $3)
     INSERT INTO api_token (hash, client_id, expires_at) VALUES ($1, $2, $4)`,
    [token.hash, token.clientId, token.now, token.expiresAt],
  );
}

/** Whose living token this is. */
export async function readTokenClient(database: Database, hash: Buffer, now: Date): Promise<ApiClientRow | null> {
  const { rows } = await database.pool.query<ApiClientRow>({
    name: "read-token-client",
    text: `SELECT id, name, created_at AS "createdAt" FROM api_client
           WHERE id = (SELECT client_id FROM api_token WHERE hash = $1 AND expires_at > $2)`,
    values: [hash, now],
  });
  return rows[0] ?? null;
}
