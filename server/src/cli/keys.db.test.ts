import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { ensureInstallationSecret } from "../account/installation-secret.ts";
import { generateEncryptionKey, parseEncryptionKeys } from "../base/encryption-keys.ts";
import { createSealer } from "../base/seal.ts";
import { readConfig } from "../config.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { createTestDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { rotateEncryptionKeys } from "./keys.ts";

const [k1, k2, k3] = ["k1", "k2", "k3"].map(generateEncryptionKey);
const sealerOf = (...keys: unknown[]) => createSealer(parseEncryptionKeys(keys.join(",")));

let testDatabase: TestDatabase;
let database: Database;
let said: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase({ url: testDatabase.url, onError: () => {} });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(() => {
  said = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const rotate = (...keys: unknown[]) =>
  rotateEncryptionKeys(readConfig({ DATABASE_URL: testDatabase.url, VELODROME_ENCRYPTION_KEYS: keys.join(",") }));

test("with keys of the environment everything is sealed with the first, and those that may go are named", async () => {
  const secret = await ensureInstallationSecret({ database, sealer: sealerOf(k1) }, "mine");
  expect(await rotate(k2, k1)).toBe(0);
  expect(said).toMatch(/installation_secret: 1\nSealed anew: 1 row\.\nNo row needs k1 any more/);
  expect(await ensureInstallationSecret({ database, sealer: sealerOf(k2) }, "mine")).toEqual(secret);
  expect(await rotate(k2)).toBe(0);
  expect(said).toContain("Sealed anew: 0 rows.");
});

test("a key that is still needed and not there is said, and the exit code tells a script", async () => {
  await ensureInstallationSecret({ database, sealer: sealerOf(k2) }, "mine");
  expect(await rotate(k3)).toBe(1);
  expect(said).toMatch(/Still sealed with k2: 1 row\. Keep that key/);
  expect(said).not.toContain(String(k3).split(":")[1]);
  const { rows } = await database.pool.query("SELECT details FROM audit WHERE act = 'keys.rotated'");
  expect(rows).toEqual([{ details: { newest: "k2", rows: 1 } }]);
});
