import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openDatabase, type Database } from "../db/database.ts";
import { openSignal, type Signal } from "../db/signal.ts";
import { createTestDatabase } from "../db/testing/test-database.ts";
import { createAccount } from "./accounts.ts";
import { fromWire } from "../base/id.ts";
import { createVariableCache } from "./variable-cache.ts";
import { deleteVariable, putVariable } from "./variables.ts";

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let signal: Signal;
let statements = 0;
let now = 0;
const trouble: unknown[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const onError = (error: unknown) => void trouble.push(error);
  database = await openDatabase({ url: testDatabase.url, onError });
  signal = await openSignal({ pool: database.pool, directUrl: testDatabase.url, name: "test", onError });
});
afterEach(() => expect(trouble).toEqual([]));
afterAll(async () => {
  await signal.close();
  await database.close();
  await testDatabase.drop();
});

const addAccount = async () =>
  fromWire("account", (await createAccount({ database }, { name: "Customer", timezone: "UTC" })).id) ?? "";

function openCache() {
  const engine = database.engine.withPlugin({
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return createVariableCache({ database: { engine }, signal, clock: { now: () => now } });
}

test("variables are read once, and again when somebody says that they have changed", async () => {
  const accountId = await addAccount();
  const variablesOf = openCache();
  await putVariable({ database, touch: () => {} }, { accountId, name: "shop" }, { value: { name: "Blue" } });
  statements = 0;
  for (let run = 0; run < 100; run += 1) expect(await variablesOf(accountId)).toEqual({ shop: { name: "Blue" } });
  expect(statements).toBe(1);
  await putVariable({ database, touch: signal.touch }, { accountId, name: "shop" }, { value: 2 });
  await expect.poll(() => variablesOf(accountId)).toEqual({ shop: 2 });
  await deleteVariable({ database, touch: signal.touch }, accountId, "shop");
  await expect.poll(() => variablesOf(accountId)).toEqual({});
});

test("an account without any costs no statement either; another's change does not matter", async () => {
  const [accountId, other] = [await addAccount(), await addAccount()];
  const variablesOf = openCache();
  await variablesOf(accountId);
  statements = 0;
  await putVariable({ database, touch: signal.touch }, { accountId: other, name: "x" }, { value: null });
  await expect.poll(() => variablesOf(other)).toEqual({ x: null });
  const before = statements;
  expect(await variablesOf(accountId)).toEqual({});
  expect(statements).toBe(before);
});

test("a change that nobody spoke of is seen after a minute", async () => {
  const accountId = await addAccount();
  const variablesOf = openCache();
  expect(await variablesOf(accountId)).toEqual({});
  await putVariable({ database, touch: () => {} }, { accountId, name: "x" }, { value: 1 });
  expect(await variablesOf(accountId)).toEqual({});
  now += 60_000;
  expect(await variablesOf(accountId)).toEqual({ x: 1 });
});
