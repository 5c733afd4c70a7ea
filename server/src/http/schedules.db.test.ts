import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fromWire } from "../base/id.ts";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

let server: ResourceServer;
let cycles: string;
beforeAll(async () => {
  server = await createResourceServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  cycles = `/v1/accounts/${(await server.addAccount("Customer")).wire}/cycles`;
});

const documentOf = (...schedules: object[]) => ({
  steps: schedules.map((schedule, at) => ({ id: `at${at}`, type: "schedule", ...schedule })),
  edges: [],
});
const create = async (...schedules: object[]): Promise<{ id: string; revision: number }> =>
  (await server.call("POST", cycles, { name: "Report", document: documentOf(...schedules) })).body;
const act = (id: string, name: string) => server.call("POST", `${cycles}/${id}/${name}`, {});
const due = async (id: string) =>
  (
    await server.database.pool.query<{ step: string; next_at: Date }>(
      "SELECT step, next_at FROM trigger_due WHERE cycle_id = $1 ORDER BY step",
      [fromWire("cycle", id)],
    )
  ).rows.map(({ step, next_at }) => `${step} ${next_at.toISOString()}`);
const hourly = { every: { count: 1, unit: "hours" } };
const times = async (id: string, step: string) =>
  (await server.call("GET", `${cycles}/${id}/steps/${step}`)).body.nextTimes;

test("start says when schedules fire next; publishing keeps the times of those that are as they were; stop forgets them", async () => {
  const { id, revision } = await create(hourly, { cron: "30 9 * * *", timezone: "Asia/Tokyo" });
  expect((await act(id, "start")).status).toBe(200);
  expect(await due(id)).toEqual(["at0 2026-11-22T13:00:00.000Z", "at1 2026-11-23T00:30:00.000Z"]);
  server.pass(1_800_000);
  const document = documentOf(hourly, { every: { count: 2, unit: "hours" } });
  expect((await server.call("PATCH", `${cycles}/${id}`, { revision, document })).status).toBe(200);
  expect((await act(id, "publish")).status).toBe(200);
  expect(await due(id)).toEqual(["at0 2026-11-22T13:00:00.000Z", "at1 2026-11-22T14:30:00.000Z"]);
  expect(await times(id, "at0")).toEqual(["13", "14", "15", "16", "17"].map((hour) => `2026-11-22T${hour}:00:00.000Z`));
  expect((await act(id, "stop")).status).toBe(200);
  expect(await due(id)).toEqual([]);
  expect(await times(id, "at0")).toContain("2026-11-22T13:30:00.000Z");
  server.pass(-1_800_000);
});

test("a cycle that stopped by itself counts from its next start", async () => {
  const { id } = await create(hourly);
  await act(id, "start");
  // As the ingest does when it has taken the one event that was wanted.
  await server.database.pool.query("UPDATE cycle SET status = 'stopped' WHERE id = $1", [fromWire("cycle", id)]);
  server.pass(600_000);
  await act(id, "start");
  expect(await due(id)).toEqual(["at0 2026-11-22T13:10:00.000Z"]);
  server.pass(-600_000);
});

test("a draft shows its next five times, and says what is missing or wrong", async () => {
  const { id } = await create({ cron: "0 8 * * MON" }, {}, { cron: "61 * * * *" });
  expect(await times(id, "at0")).toEqual(
    ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"].map((day) => `${day}T08:00:00.000Z`),
  );
  expect(await times(id, "at1")).toEqual([]);
  expect(await times(id, "at2")).toEqual([]);
  expect((await server.call("GET", `${cycles}/${id}/prerequisites`)).body.items).toMatchObject([
    { step: "at1", code: "input_missing", field: "every" },
    { step: "at2", code: "input_invalid", field: "cron" },
  ]);
  const both = await server.call("POST", cycles, {
    name: "Both",
    document: documentOf({ ...hourly, cron: "* * * * *" }),
  });
  expect(both.status).toBe(400);
});

test("nothing leads into a schedule, and deleting its cycle forgets it", async () => {
  const { id } = await create(hourly);
  await act(id, "start");
  const edges = [{ from: "at0", to: "at1" }];
  const wrong = await server.call("POST", cycles, {
    name: "Wrong",
    document: { ...documentOf(hourly, hourly), edges },
  });
  expect(wrong).toMatchObject({
    status: 400,
    body: { error: { details: { flaws: [{ code: "edge_into_trigger" }] } } },
  });
  expect((await server.call("DELETE", `${cycles}/${id}`)).status).toBe(204);
  expect(await due(id)).toEqual([]);
});
