import { Client, escapeIdentifier } from "pg";

const noSuchDatabase = "3D000";

/** Makes the database that an address names, on its first start. */
export async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === noSuchDatabase)) {
      throw error;
    }
    const slash = url.lastIndexOf("/");
    await createDatabase(url.slice(0, slash), url.slice(slash + 1), "template0");
  } finally {
    await client.end();
  }
}

/** Copies a database that nobody is connected to. `server` is an address without a database. */
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
