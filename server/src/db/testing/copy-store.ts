import { escapeIdentifier } from "pg";
import { withClient } from "../database-store.ts";

/** Copies a database that nobody is connected to. `server` is an address without a database. */
export async function copyDatabase(server: string, name: string, template: string): Promise<void> {
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
