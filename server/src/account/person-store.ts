import type { PoolClient } from "pg";
import type { Database } from "../db/database.ts";

const linkSetting = "first-sign-in";

export interface NewPerson {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
}

export async function hasAnyPerson(database: Database): Promise<boolean> {
  const { rows } = await database.pool.query<{ found: boolean }>(`SELECT EXISTS (SELECT FROM auth."user") AS found`);
  return rows[0]?.found === true;
}

/** Keeps the hash of the newest first sign-in link; the ones before are void. */
export async function keepFirstSignInLink(database: Database, hash: Buffer): Promise<void> {
  await database.pool.query(
    "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    [linkSetting, JSON.stringify({ hash: hash.toString("hex") })],
  );
}

/** Makes the first person, and takes away the link: both, or neither when somebody exists already. */
export async function insertFirstPerson(database: Database, person: NewPerson): Promise<boolean> {
  return inTransaction(database, async (client) => {
    await lockFirstPerson(client);
    return insertIfFirst(client, person);
  });
}

/** The same for whoever holds the link; each link works once. */
export async function insertFirstPersonByLink(database: Database, hash: Buffer, person: NewPerson): Promise<boolean> {
  return inTransaction(database, async (client) => {
    await lockFirstPerson(client);
    const { rowCount } = await client.query("DELETE FROM setting WHERE name = $1 AND value->>'hash' = $2", [
      linkSetting,
      hash.toString("hex"),
    ]);
    return rowCount === 1 && (await insertIfFirst(client, person));
  });
}

async function insertIfFirst(client: PoolClient, person: NewPerson): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO auth."user" (id, name, email, "emailVerified")
     SELECT $1, $2, $3, true WHERE NOT EXISTS (SELECT FROM auth."user")`,
    [person.id, person.name, person.email],
  );
  if (rowCount !== 1) {
    return false;
  }
  await client.query(
    `INSERT INTO auth.account (id, "accountId", "providerId", "userId", password, "updatedAt")
     VALUES ($1, $2, 'credential', $2, $3, now())`,
    [person.accountId, person.id, person.passwordHash],
  );
  await client.query("DELETE FROM setting WHERE name = $1", [linkSetting]);
  return true;
}

/** Two processes that start at once must not make two first administrators. */
async function lockFirstPerson(client: PoolClient): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('velodrome first person', 0))");
}

async function inTransaction<T>(database: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    // A connection that could not even roll back is thrown away, not lent again.
    client.release(broken);
  }
}
