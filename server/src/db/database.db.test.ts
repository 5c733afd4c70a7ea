import { sql } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newId } from "../base/id.ts";
import { withClient } from "./database-store.ts";
import { type Database, openDatabase } from "./database.ts";
import { openSilentLink } from "./testing/silent-link.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let testDatabase: TestDatabase;
let database: Database;
const heard: Error[] = [];

beforeEach(async () => {
  heard.length = 0;
  testDatabase = await createTestDatabase();
  database = await openDatabase({ url: testDatabase.url, onError: (error) => heard.push(error) });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

it("a connection that ends in the middle of an account's transaction fails the transaction, not the process", async () => {
  const work = database.withAccount(newId(), async (scope) => {
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(scope);
    await withClient(testDatabase.url, (admin) => admin.query("SELECT pg_terminate_backend($1, 5000)", [rows[0]?.pid]));
    await sql`SELECT 1`.execute(scope);
  });
  await expect(work).rejects.toThrow();
  expect(heard.length).toBeGreaterThan(0);
});

it("what befalls the connection that it looked at the server by is told until that is closed", async () => {
  const terminate = Buffer.from([0x58, 0, 0, 0, 4]);
  const link = await openSilentLink(testDatabase.url, (bytes) => bytes.equals(terminate));
  const other = await openDatabase({ url: link.url, onError: (error) => heard.push(error) });
  await withClient(testDatabase.url, (admin) =>
    admin.query(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`),
  );
  await expect.poll(() => heard.map(({ message }) => message)).toContainEqual(expect.stringMatching(/terminating/));
  await other.close();
  await link.close();
});
