import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSealer } from "../base/seal.ts";
import { StartError } from "../base/start-error.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { createTestDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { ensureInstallationSecret, opensInstallationSecret } from "./installation-secret.ts";

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase({ url: testDatabase.url, onError: () => {} });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const sealer = createSealer([{ id: "k1", key: randomBytes(32) }]);

test("of two processes that start at once both get the same secret, and so does a later one", async () => {
  const [one, two] = await Promise.all([
    ensureInstallationSecret({ database, sealer }, "twin"),
    ensureInstallationSecret({ database, sealer }, "twin"),
  ]);
  expect(one).toEqual(two);
  expect(await ensureInstallationSecret({ database, sealer }, "twin")).toEqual(one);
  expect(one).toHaveLength(32);
});

test("a lost key is a reason not to start that names it", async () => {
  await ensureInstallationSecret({ database, sealer }, "kept");
  const other = createSealer([{ id: "k2", key: randomBytes(32) }]);
  const start = ensureInstallationSecret({ database, sealer: other }, "kept");
  await expect(start).rejects.toThrow(StartError);
  await expect(start).rejects.toThrow(/"k1"/);
});

test("another key of the same name is a reason not to start that asks for the one before, not for the secret", async () => {
  await ensureInstallationSecret({ database, sealer }, "named");
  const other = createSealer([{ id: "k1", key: randomBytes(32) }]);
  const start = ensureInstallationSecret({ database, sealer: other }, "named");
  await expect(start).rejects.toThrow(StartError);
  await expect(start).rejects.toThrow(/not the same under that name: put it back into VELODROME_ENCRYPTION_KEYS/);
});

test("whether one opens is asked without making it", async () => {
  expect(await opensInstallationSecret({ database, sealer }, "asked")).toBe(false);
  expect(await opensInstallationSecret({ database, sealer }, "asked")).toBe(false);
  await ensureInstallationSecret({ database, sealer }, "asked");
  expect(await opensInstallationSecret({ database, sealer }, "asked")).toBe(true);
  const other = createSealer([{ id: "k1", key: randomBytes(32) }]);
  await expect(opensInstallationSecret({ database, sealer: other }, "asked")).rejects.toThrow(StartError);
});
