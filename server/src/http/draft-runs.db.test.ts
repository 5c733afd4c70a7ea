import type { CycleWithDocument } from "@velodrome/contract";
import { pinsAtMost } from "@velodrome/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromWire } from "../base/id.ts";
import { erasePinsOfPerson } from "../cycle/pin-store.ts";
import { createRunReader } from "../run/runs.ts";
import { testSealer } from "../run/testing/test-sealer.ts";
import { createVersions } from "../run/versions.ts";
import { registerDraftRuns } from "./draft-runs.ts";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

let server: ResourceServer;
let account: { wire: string; id: string };
let cycles: string;
beforeAll(async () => {
  server = await createResourceServer();
  const { database, touch } = server;
  const reader = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch });
  registerDraftRuns(server.api, { ...server.deps, reader });
  server.application.tokens.set("token-7", { externalId: "7", name: null });
  const wanted = { name: "App", clientId: "1", clientSecret: "s" };
  const setup = (await server.call("POST", "/v1/connectors/chat/setups", wanted)).body.id;
  account = await server.addAccount("Customer");
  const home = `/v1/accounts/${account.wire}`;
  cycles = `${home}/cycles`;
  const connection = { connector: "chat", setup, name: "Page 7" };
  const { id } = (await server.call("POST", `${home}/connections`, connection)).body;
  await server.call("PUT", `${home}/connections/${id}/credentials`, { pageId: "7", pageAccessToken: "token-7" });
});
afterAll(() => server.close());

const steps = [
  { id: "hear", type: "trigger", connector: "chat", method: "message" },
  { id: "is", type: "filter", conditions: { left: { step: "hear", path: "text" }, operator: "exists" } },
];
const document = { steps, edges: [{ from: "hear", to: "is" }] };
const create = async (more: object = {}): Promise<CycleWithDocument> =>
  (await server.call("POST", cycles, { name: "Tried", document: { ...document, ...more } })).body;
const get = async (id: string) => (await server.call("GET", `${cycles}/${id}`)).body;
const runOnce = (id: string, payload: object) => server.call("POST", `${cycles}/${id}/draft/run`, payload);
const listeners = async (id: string) =>
  (await server.database.pool.query("SELECT version FROM listener WHERE cycle_id = $1", [fromWire("cycle", id)])).rows;

test("POST …/draft/run publishes the draft and starts one run of it; a cycle that never ran hears nothing for that", async () => {
  const { id } = await create();
  const { status, body } = await runOnce(id, { input: { sender: { id: "p1" }, text: "hi" } });
  expect(status).toBe(202);
  expect(body).toMatchObject({ status: "queued", origin: "manual", version: 1, page: "7", person: "p1", lane: "7:p1" });
  expect(await get(id)).toMatchObject({ status: "draft", version: 1, changed: false });
  expect(await listeners(id)).toEqual([]);
  const { items } = (await server.call("GET", `${cycles}/${id}/versions`)).body;
  expect(items).toMatchObject([{ version: 1, publishedBy: "VELODROME_API_KEY" }]);
  expect((await runOnce(id, {})).body).toMatchObject({ version: 1, trigger: "hear" });
  const { revision } = await get(id);
  await server.call("PATCH", `${cycles}/${id}`, { document: { ...document, edges: [] }, revision });
  const unready = await runOnce(id, {});
  expect(unready).toMatchObject({ status: 409, body: { error: { code: "cycle_not_ready" } } });
});

test("a running cycle takes a changed draft with it, for new events too", async () => {
  const { id } = await create();
  await server.call("POST", `${cycles}/${id}/start`);
  const { revision } = await get(id);
  const changed = { ...document, variables: { greeting: "hi" } };
  await server.call("PATCH", `${cycles}/${id}`, { document: changed, revision });
  expect((await runOnce(id, {})).body).toMatchObject({ version: 2 });
  expect(await listeners(id)).toEqual([{ version: 2 }]);
  expect((await runOnce(id, { trigger: "gone" })).body.error.code).toBe("step_not_found");
});

test("a trigger that is switched off hears nothing and starts no run, and what reads of it is told so", async () => {
  const { id } = await create();
  await server.call("POST", `${cycles}/${id}/start`);
  const [hear, is] = steps;
  const publish = async (asking: object | undefined) => {
    const other = { id: "other", type: "trigger", connector: "chat", method: "postback" };
    const edges = [...document.edges, { from: "other", to: "is" }];
    const changed = { steps: [{ ...hear, disabled: true }, other, asking], edges };
    await server.call("PATCH", `${cycles}/${id}`, { document: changed, revision: (await get(id)).revision });
    return server.call("POST", `${cycles}/${id}/publish`, {});
  };
  const refused = await publish(is);
  expect(refused).toMatchObject({ status: 409, body: { error: { code: "cycle_not_ready" } } });
  expect(refused.body.error.message).toContain('The step "hear" is switched off');
  const conditions = { left: { step: "other", path: "text" }, operator: "exists" };
  expect(await publish({ ...is, conditions })).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await listeners(id)).toEqual([{ version: 2 }]);
  expect((await runOnce(id, {})).body).toMatchObject({ trigger: "other" });
  expect((await runOnce(id, { trigger: "hear" })).body.error.code).toBe("step_not_found");
});

test("pinned data is the draft's alone: no version and no file has it, and it makes no draft a changed one", async () => {
  const pins = { hear: { text: "pinned" } };
  const { id, document: made } = await create({ pins });
  expect(made.pins).toEqual(pins);
  await server.call("POST", `${cycles}/${id}/publish`);
  expect(await get(id)).toMatchObject({ changed: false, document: { pins } });
  const [version] = (await server.call("GET", `${cycles}/${id}/versions`)).body.items;
  expect(version.document).not.toHaveProperty("pins");
  expect((await server.call("POST", `${cycles}/${id}/start`)).body).toMatchObject({ version: 1 });
  expect((await server.call("GET", `${cycles}/${id}/export`)).body.document).not.toHaveProperty("pins");
  const large = { document: { ...document, pins: { hear: "x".repeat(pinsAtMost) } }, revision: 1 };
  expect((await server.call("PATCH", `${cycles}/${id}`, large)).status).toBe(400);
});

test("pinned data that names a person goes with them, and other pins stay", async () => {
  const { id } = await create({ pins: { hear: { sender: { id: "24000001" } }, is: { count: 24000001 } } });
  await erasePinsOfPerson(server.database.pool, { accountId: account.id, person: "24000001" });
  expect(await get(id)).toMatchObject({ revision: 2, document: { pins: { is: { count: 24000001 } } } });
  expect((await get(id)).document.pins).not.toHaveProperty("hear");
});
