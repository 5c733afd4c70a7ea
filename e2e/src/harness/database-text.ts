import { Client } from "pg";
import { databaseUrl } from "./cluster.ts";

/** Every row of every table of a data folder's database as text, by table: what a dump would show. */
export async function readDatabaseText(data: string): Promise<Map<string, string>> {
  const client = new Client({ connectionString: await databaseUrl(data) });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    const texts = new Map<string, string>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string | null }>(
        `SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`,
      );
      texts.set(name, rows[0]?.text ?? "");
    }
    return texts;
  } finally {
    await client.end();
  }
}

/** A secret as it may stand in a dump: as it is, or the bytes of it written in hexadecimal digits or base64. */
export function findSecret(text: string, secret: string): boolean {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString("hex"), bytes.toString("base64").replace(/=+$/, "")].some((form) =>
    text.includes(form),
  );
}
