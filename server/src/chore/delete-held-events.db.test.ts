import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../base/log.ts";
import { newId } from "../base/id.ts";
import { createWorld, type World } from "../run/testing/world.ts";
import { deleteHeldEventsInTime } from "./delete-held-events.ts";

const nil = "00000000-0000-0000-0000-000000000000";
const now = Date.now();

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function addSetup(holdHours: number): Promise<string> {
  const id = newId();
  await world.database.pool.query(
    `INSERT INTO setup (id, connector, name, key, client_id, key_id, client_secrets, scopes, graph_version, hold_hours)
     VALUES ($1, 'test', 'Test', $2, '1', 'k', '', '{}', 'v25.0', $3)`,
    [id, newId(), holdHours],
  );
  return id;
}

async function addEvent(reference: string, place: { accountId?: string; setupId: string; minutesAgo: number }) {
  await world.database.pool.query(
    `INSERT INTO event (account_id, id, source_id, setup_id, connector, kind, channel, lane, reference, routed, item)
     SELECT $1, id, id, $2, 'test', 'message', 'messaging', 'l', $3, false, '{}' FROM uuid_beside(uuid_at($4)) AS id`,
    [place.accountId ?? nil, place.setupId, reference, new Date(now - place.minutesAgo * 60_000)],
  );
}

async function left(): Promise<string[]> {
  await deleteHeldEventsInTime(
    { database: world.database, clock: { now: () => now }, log: createLog({ level: "fatal", pretty: false }) },
    new AbortController().signal,
  );
  const { rows } = await world.database.pool.query<{ reference: string }>("SELECT reference FROM event ORDER BY 1");
  return rows.map((row) => row.reference);
}

test("events that no account has go when their own Setup's hours are over; events of accounts stay", async () => {
  const accountId = await world.addAccount();
  const [short, long] = [await addSetup(1), await addSetup(48)];
  await addEvent("kept: one hour is not over", { setupId: short, minutesAgo: 59 });
  await addEvent("gone: one hour is over", { setupId: short, minutesAgo: 61 });
  await addEvent("kept: two days are not over", { setupId: long, minutesAgo: 47 * 60 });
  await addEvent("gone: two days are over", { setupId: long, minutesAgo: 49 * 60 });
  await addEvent("kept: it is an account's", { setupId: short, minutesAgo: 90 * 24 * 60, accountId });
  await addEvent("gone: its Setup was deleted", { setupId: newId(), minutesAgo: 1 });
  expect(await left()).toEqual([
    "kept: it is an account's",
    "kept: one hour is not over",
    "kept: two days are not over",
  ]);
});
