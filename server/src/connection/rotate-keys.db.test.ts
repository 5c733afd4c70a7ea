import { randomBytes } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../base/id.ts";
import { createSealer, type Sealer } from "../base/seal.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { createTestDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { rotateKeys } from "./rotate-keys.ts";
import { sealedTables } from "./rotate-keys-store.ts";
import { openClientSecrets, openSetupVerifyToken, sealSetupSecrets } from "./setup-secrets.ts";

const [k1, k2] = [
  { id: "k1", key: randomBytes(32) },
  { id: "k2", key: randomBytes(32) },
];
const old = createSealer([k1]);
const both = createSealer([k2, k1]);

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
beforeEach(async () => {
  await database.pool.query("DELETE FROM setup; DELETE FROM installation_secret");
});

const rotate = (over: { sealer?: Sealer; progress?: () => void } = {}) =>
  rotateKeys({ database, sealer: both, newest: "k2", progress: () => {}, ...over });

async function addSetup(secret: string, verifyToken: string | null): Promise<string> {
  const id = newId();
  const sealed = sealSetupSecrets(old, id, { clientSecrets: [secret], verifyToken });
  await database.pool.query(
    `INSERT INTO setup (id, connector, name, key, client_id, key_id, client_secrets, verify_token, scopes, graph_version)
     VALUES ($1, 'test', 'Test', $1::uuid::text, '1', $2, $3, $4, '{}', 'v25.0')`,
    [id, sealed.keyId, sealed.clientSecrets, sealed.verifyToken],
  );
  return id;
}

async function readSecrets(
  sealer: Sealer,
  id: string,
): Promise<{ keyId: string; secrets: readonly string[]; token: string | null }> {
  const { rows } = await database.pool.query(
    `SELECT id, key_id AS "keyId", client_secrets AS "clientSecrets", verify_token AS "verifyToken" FROM setup WHERE id = $1`,
    [id],
  );
  const [row] = rows;
  return { keyId: row.keyId, secrets: openClientSecrets(sealer, row), token: openSetupVerifyToken(sealer, row) };
}

async function changeSecret(sealer: Sealer, id: string, secret: string): Promise<void> {
  const sealed = sealSetupSecrets(sealer, id, { clientSecrets: [secret], verifyToken: secret });
  await database.pool.query("UPDATE setup SET key_id = $2, client_secrets = $3, verify_token = $4 WHERE id = $1", [
    ...[id, sealed.keyId, sealed.clientSecrets, sealed.verifyToken],
  ]);
}

test("every sealed column of the database is on the list", async () => {
  const { rows } = await database.pool.query<{ table_name: string }>(
    "SELECT table_name FROM information_schema.columns WHERE column_name = 'key_id' AND table_schema = 'public' ORDER BY 1",
  );
  expect(rows.map((row) => row.table_name)).toEqual(sealedTables.map(({ table }) => table).toSorted());
});

test("both secrets of a row open with the new key alone, and nothing is left for the old one", async () => {
  const [full, half] = [await addSetup("secret-a", "token-a"), await addSetup("secret-b", null)];
  const rotation = await rotate();
  expect(rotation).toEqual({ resealed: 2, left: new Map() });
  const alone = createSealer([k2]);
  expect(await readSecrets(alone, full)).toEqual({ keyId: "k2", secrets: ["secret-a"], token: "token-a" });
  expect(await readSecrets(alone, half)).toEqual({ keyId: "k2", secrets: ["secret-b"], token: null });
  expect(await rotate()).toEqual({ resealed: 0, left: new Map() });
});

test("more than a batch goes, and one that was cut off is gone on with", async () => {
  for (let count = 0; count < 230; count += 1) await addSetup(`s${count}`, null);
  let batches = 0;
  const cut = rotate({
    progress: () => {
      batches += 1;
      throw new Error("killed");
    },
  });
  await expect(cut).rejects.toThrow("killed");
  expect(batches).toBe(1);
  expect(await rotate()).toEqual({ resealed: 130, left: new Map() });
});

test("a value that was changed while it was being sealed anew is not overwritten", async () => {
  const id = await addSetup("before", "before");
  let changed: Promise<void> | null = null;
  const slow: Sealer = {
    seal: (place, text) => {
      // Between reading and writing somebody enters another secret, with a process that has only the old key first.
      changed ??= changeSecret(old, id, "after");
      return both.seal(place, text);
    },
    open: both.open,
  };
  const rotation = await rotate({ sealer: slow });
  await changed;
  await rotate();
  expect(await readSecrets(createSealer([k2]), id)).toMatchObject({ secrets: ["after"], token: "after" });
  expect(rotation.left.size).toBeLessThanOrEqual(1);
});

test("a row whose key nobody has stays, and is said", async () => {
  await addSetup("a", null);
  const lost = await addSetup("b", null);
  await database.pool.query("UPDATE setup SET key_id = 'k0' WHERE id = $1", [lost]);
  expect(await rotate()).toEqual({ resealed: 1, left: new Map([["k0", 1]]) });
});

test("while processes with either key first seal and open, no secret is lost and none fails to open", async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => addSetup(`start-${index}`, "t")));
  const last = new Map<string, string>();
  let over = false;
  const serve = async (sealer: Sealer, mine: readonly string[], name: string) => {
    for (let round = 0; !over || round < 5; round += 1) {
      const id = mine[round % mine.length] ?? "";
      const { secrets } = await readSecrets(sealer, id);
      expect(secrets).toEqual([last.get(id) ?? expect.stringMatching(/^start-/)]);
      const next = `${name}-${round}`;
      await changeSecret(sealer, id, next);
      last.set(id, next);
      await turn();
    }
  };
  const serving = [serve(createSealer([k1, k2]), ids.slice(0, 10), "old"), serve(both, ids.slice(10), "new")];
  await rotate();
  over = true;
  await Promise.all(serving);
  expect(await rotate()).toMatchObject({ left: new Map() });
  const alone = createSealer([k2]);
  for (const id of ids) expect((await readSecrets(alone, id)).secrets).toEqual([last.get(id) ?? expect.anything()]);
});
