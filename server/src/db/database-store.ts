import { Client, escapeIdentifier } from "pg";

const noSuchDatabase = "3D000";

/** Makes the database on its first start. `server` is an address without a database. */
export async function ensureDatabase(server: string, name: string): Promise<void> {
  const client = new Client({ connectionString: `${server}/${name}` });
  try {
    await client.connect();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === noSuchDatabase)) {
      throw error;
    }
    await createDatabase(server, name, "template0");
  } finally {
    await client.end();
  }
}

/** Copies a database that nobody is connected to. */
export async function createDatabase(server: string, name: string, template: string): Promise<void> {
  await withClient(`${server}/postgres`, (client) =>
    client.query(
      `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)} STRATEGY = file_copy`,
    ),
  );
}

/** Cuts off whoever is still connected. */
export async function dropDatabase(server: string, name: string): Promise<void> {
  await withClient(`${server}/postgres`, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`),
  );
}

export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
