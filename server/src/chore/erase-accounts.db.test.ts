import { afterAll, beforeAll, expect, test } from "vitest";
import { listAudit } from "../account/audit.ts";
import { systemClock } from "../base/clock.ts";
import { newId, toWire } from "../base/id.ts";
import { createLog } from "../base/log.ts";
import { createKeeper } from "../ingest/keep.ts";
import { startWorker, testConnector } from "../run/testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "../run/testing/world.ts";
import { smallTables } from "./erase-account-store.ts";
import { eraseAccounts } from "./erase-accounts.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const pool = () => world.database.pool;
const erase = (stop = new AbortController().signal) =>
  eraseAccounts(
    { database: world.database, clock: systemClock, log: createLog({ level: "fatal", pretty: false }) },
    stop,
  );

async function receive(page: string, text: string): Promise<void> {
  const keeper = createKeeper({ pool: pool(), clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep([message({ page, mid: newId(), text })], { setupId: world.setupId, connector: "test" });
}

/** An account with some of everything that a message leaves behind. */
async function addFullAccount(page: string): Promise<string> {
  const account = await world.addAccount();
  const connection = await world.connect(account, page);
  const cycle = await world.run(account, sendDocument(connection), [page]);
  await receive(page, "x".repeat(300_000));
  const worker = await startWorker(world, testConnector().connectors);
  await worker.idle();
  await worker.close();
  const values = [account, connection, newId(), newId()];
  await pool().query(
    `WITH b AS (INSERT INTO cycle_backlog (account_id, cycle_id, version, actor, since, after) VALUES ($1, $2, 1, 'x', now(), $2))
     INSERT INTO trigger_due (account_id, cycle_id, step, schedule, next_at) VALUES ($1, $2, 's', '{}', now())`,
    [account, cycle],
  );
  await pool().query(
    `WITH e AS (INSERT INTO event_figure (account_id, hour, events, unrouted) VALUES ($1, now(), 1, 0)),
       p AS (INSERT INTO connection_pressure (account_id, subject, method, code, message, round, until) VALUES ($1, $3, 'm', 'c', 'm', 1, now())),
       l AS (INSERT INTO run_place (account_id, subject, worker, granted, wanted) VALUES ($1, $1, 1, 1, 1)),
       v AS (INSERT INTO account_variable (account_id, name, value) VALUES ($1, 'shop', '"Blue"')),
       o AS (INSERT INTO operation (account_id, id, kind, status, filter, expected, expected_more, requested_by, created_at)
         VALUES ($1, $3, 'retry', 'done', '{}', 1, false, 'x', now()))
     INSERT INTO run_figure (account_id, hour, cycle_id, succeeded, failed, cancelled) VALUES ($1, now(), $2, 1, 0, 0)`,
    [account, cycle, newId()],
  );
  await pool().query(
    `WITH c AS (INSERT INTO connection_check (connection_id, account_id, credentials_digest) VALUES ($2, $1, '')),
       n AS (INSERT INTO notice (id, key, code, severity, message, account_id) VALUES ($3, $1::text, 'c', 'info', 'm', $1)),
       e AS (INSERT INTO erasure (account_id, id, page, person, requested_by, created_at) VALUES ($1, $4, 'p', 'p', 'x', now())),
       a AS (INSERT INTO audit (id, at, actor, act, account_id, details) VALUES ($4, now(), 'x', 'account.deleted', $1, '{"name":"Acme","n":1}'))
     INSERT INTO sign_in (account_id, id, connection_id, kind, status, token_hash, expires_at, origin)
     VALUES ($1, $4, $2, 'authorize', 'waiting', $1::text::bytea, now(), 'o')`,
    values,
  );
  return account;
}

/** Every table that knows accounts, asked of the database itself, so that a new one cannot be forgotten. */
async function tenantTables(): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c
     JOIN pg_class t ON t.relname = c.table_name AND t.relnamespace = 'public'::regnamespace AND NOT t.relispartition AND t.relkind IN ('r', 'p')
     WHERE c.table_schema = 'public' AND c.column_name = 'account_id' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

const countOf = async (table: string, account: string): Promise<number> =>
  (await pool().query(`SELECT count(*)::int AS count FROM ${table} WHERE account_id = $1`, [account])).rows[0].count;

test("an account that was deleted 30 days ago is erased from every table, and no other one is touched", async () => {
  const [gone, young, living] = [
    await addFullAccount("one"),
    await addFullAccount("two"),
    await addFullAccount("three"),
  ];
  // A run of each is not over.
  for (const page of ["one", "two", "three"]) await receive(page, "hi");
  const deleteAt = (account: string, ago: string) =>
    pool().query(`UPDATE account SET deleted_at = now() - $2::interval WHERE id = $1`, [account, ago]);
  await deleteAt(gone, "30 days 1 minute");
  await deleteAt(young, "29 days 23 hours");
  const tables = await tenantTables();
  const counts = async (account: string) =>
    Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await countOf(table, account)] as const)));
  const before = await counts(gone);
  // Without a row in each the test would prove nothing of it.
  expect(Object.entries(before).filter(([, count]) => count === 0)).toEqual([]);
  const others = [await counts(young), await counts(living)];
  await erase(AbortSignal.abort());
  expect(await countOf("event", gone)).toBe(2);
  await erase();
  expect(await counts(gone)).toEqual({ ...Object.fromEntries(tables.map((table) => [table, 0])), audit: 2 });
  expect((await pool().query("SELECT FROM account WHERE id = $1", [gone])).rowCount).toBe(0);
  expect([await counts(young), await counts(living)]).toEqual(others);
  const { items } = await listAudit({ database: world.database }, { limit: 5 });
  expect(items[0]).toMatchObject({
    act: "account.erased",
    actor: "Velodrome",
    details: { account: toWire("account", gone) },
  });
  expect(items.find(({ act, account }) => act === "account.deleted" && account === items[0]?.account)?.details).toEqual(
    {
      n: 1,
    },
  );
});

test("every tenant's table has its place in the erasure", async () => {
  const known = [...smallTables, "audit", "blob", "event", "run", "run_live", "step_run"];
  expect(await tenantTables()).toEqual(known.toSorted());
});
