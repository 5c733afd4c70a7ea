import { addJobAdhoc } from "graphile-worker";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createSettings } from "../account/settings.ts";
import { createLog } from "../base/log.ts";
import { createSealer } from "../base/seal.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { createTestDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { type ChoresDeps, startChores } from "./chores.ts";
import { ChoreQueue } from "./queue.ts";

const log = createLog({ level: "fatal", pretty: false });
let testDatabase: TestDatabase;
let database: Database;
let observer: Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase({ url: testDatabase.url, onError: () => {} });
  observer = new Client({ connectionString: testDatabase.url });
  await observer.connect();
});
afterAll(async () => {
  await observer.end();
  await database.close();
  await testDatabase.drop();
});

/** A queue whose one chore waits until it is told to end or to stop. */
function openQueue() {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const stopped: boolean[] = [];
  const tasks = {
    wait: async (_payload: unknown, { abortSignal }: { abortSignal: AbortSignal }) => {
      const aborted = new Promise<void>((resolve) => abortSignal.addEventListener("abort", () => resolve()));
      begun.resolve();
      await Promise.race([end.promise, aborted]);
      stopped.push(abortSignal.aborted);
    },
  };
  const queue = new ChoreQueue({ directUrl: testDatabase.url, log, tasks, cronItems: [] });
  return { queue, begun: begun.promise, end: end.resolve, stopped };
}

const addJob = async (task: string) =>
  (await addJobAdhoc({ connectionString: testDatabase.url }, task, {}, { maxAttempts: 1 })).id;
const lockedBy = async (id: string): Promise<string | null | undefined> =>
  (await observer.query("SELECT locked_by FROM graphile_worker.jobs WHERE id = $1", [id])).rows[0]?.locked_by;
const lockAs = (id: string, name: string) =>
  observer.query("UPDATE graphile_worker._private_jobs SET locked_by = $2, locked_at = now() WHERE id = $1", [
    id,
    name,
  ]);

/** PostgreSQL ends a backend a moment after its client has hung up, so ask until it is so. */
const connected = async (name: string): Promise<number> =>
  (
    await observer.query(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name LIKE $1 AND datname = current_database()",
      [name],
    )
  ).rows[0].count;

test("a job of a process that is gone is unlocked, at the start and by the minute; one in living hands is not", async () => {
  const first = openQueue();
  await first.queue.start();
  const inHand = await addJob("wait");
  await first.begun;
  const holder = await lockedBy(inHand);
  expect(holder).toMatch(/^velodrome-/);

  const left = await addJob("nobody knows this task");
  await lockAs(left, "velodrome-gone");
  const second = openQueue();
  await second.queue.start();
  expect(await lockedBy(left)).toBeNull();
  expect(await lockedBy(inHand)).toBe(holder);

  await lockAs(left, "velodrome-gone-later");
  await first.queue.tick();
  expect(await lockedBy(left)).toBeNull();
  expect(await lockedBy(inHand)).toBe(holder);
  await Promise.all([first.queue.close(), second.queue.close()]);
});

test("a member whose session is cut off is unlocked by the others, and comes back under another name", async () => {
  const [cut, other] = [openQueue(), openQueue()];
  await cut.queue.start();
  const id = await addJob("wait");
  await cut.begun;
  const holder = await lockedBy(id);
  await observer.query(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'velodrome chores member' AND datname = current_database()",
  );
  await other.queue.start();
  expect(await lockedBy(id)).not.toBe(holder);
  await cut.queue.tick();
  await expect.poll(() => connected("velodrome chores member")).toBe(2);
  await Promise.all([cut.queue.close(), other.queue.close()]);
});

test("closing asks the chore in hand to stop, waits for it, and leaves nothing locked and nothing connected", async () => {
  const { queue, begun, stopped } = openQueue();
  await queue.start();
  const id = await addJob("wait");
  await begun;
  await queue.close();
  expect(stopped).toContain(true);
  expect(await lockedBy(id)).toBeUndefined();
  await expect.poll(() => connected("velodrome chores%")).toBe(0);
});

test("an address without a server is told at the start", async () => {
  const queue = new ChoreQueue({ directUrl: "postgres://127.0.0.1:1/none", log, tasks: {}, cronItems: [] });
  await expect(queue.start()).rejects.toThrow();
});

test("the chores are put on the timetable, and each of them can be done", async () => {
  const lines: string[] = [];
  const listening = createLog({ level: "debug", pretty: false, write: (line) => lines.push(line) });
  const sealer = createSealer([{ id: "k1", key: Buffer.alloc(32, 1) }]);
  const publicUrl = "http://localhost:3000";
  const settings = createSettings({ database, clock: systemClock, sealer, publicUrl, sandboxUrl: null });
  // In an empty database there is nobody to ask and nothing to mail.
  const deps = { directUrl: testDatabase.url, database, clock: systemClock, log: listening, sealer, settings };
  const told = { touch: () => {}, observeForgotten: () => {} };
  const chores = await startChores({ ...deps, ...told } as unknown as ChoresDeps);
  const known = async () => {
    const { rows } = await observer.query("SELECT identifier FROM graphile_worker._private_known_crontabs ORDER BY 1");
    return rows.map((row) => row.identifier);
  };
  const names = [
    "answer-backlogs",
    "cancel-held-runs",
    "count-figures",
    "delete-held-events",
    "erase-accounts",
    "erase-people",
    "forget-event-keys",
    "forget-history",
    "forget-sign-ins",
    "forget-who-signed-in",
    "look-at-setups",
    "move-webhooks",
    "tell-people",
    "watch-signatures",
    "work-at-operations",
  ];
  await expect.poll(known).toEqual(names);
  for (const task of names) await addJob(task);
  const completed = () => new Set(lines.flatMap((line) => /Completed task \S+ \(([\w-]+)/.exec(line)?.[1] ?? []));
  await expect.poll(() => [...completed()].toSorted()).toEqual(names);
  await chores.close();
  expect(lines.filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
});
