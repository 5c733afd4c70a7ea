import { sql } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newId } from "../base/id.ts";
import { withClient } from "./database-store.ts";
import { type Database, openDatabase } from "./database.ts";
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
