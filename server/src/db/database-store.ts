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
    await withClient(`${url.slice(0, slash)}/postgres`, (admin) =>
      admin.query(`CREATE DATABASE ${escapeIdentifier(url.slice(slash + 1))}`),
    );
  } finally {
    await client.end();
  }
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
