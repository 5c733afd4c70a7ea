import { getMigrations } from "better-auth/db/migration";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../db/database.ts";
import { createTestDatabase, type TestDatabase } from "../db/testing/test-database.ts";

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase({ url: testDatabase.url, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

test("our migration made what this version of better-auth wants", async () => {
  const { toBeAdded, toBeCreated } = await getMigrations({
    database: { db: database.engine, type: "postgres", schemaName: "auth" },
    emailAndPassword: { enabled: true },
    advanced: { database: { generateId: () => "id" } },
  });
  expect(toBeCreated).toEqual([]);
  expect(toBeAdded).toEqual([]);
});
