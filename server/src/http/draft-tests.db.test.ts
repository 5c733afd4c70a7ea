import type { CycleDocumentInput, DraftTestInput } from "@velodrome/contract";
import type { Connector } from "@velodrome/kit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createWayOut } from "../base/egress.ts";
import { toWire } from "../base/id.ts";
import { failure, openConnection, testConnector } from "../run/testing/test-worker.ts";
import { createWorld, type World } from "../run/testing/world.ts";
import { createScriptPool } from "../step/script.ts";
import { registerDraftTests } from "./draft-tests.ts";
import { createTestServer, type TestServer, withKey } from "./testing/test-server.ts";

let world: World;
let server: TestServer;
let account: string;
let connection: string;
const scripts = createScriptPool();
let refusal: Error | null = null;
const { sent, connectors } = testConnector(() => {
  if (refusal !== null) throw refusal;
});
const send = connectors.get("test")?.actions["send"] as Connector["actions"][string];

beforeAll(async () => {
  [world, server] = await Promise.all([createWorld(), createTestServer()]);
  account = await world.addAccount();
  connection = toWire("connection", await world.connect(account, "901"));
  const open = openConnection([]);
  registerDraftTests(server.api, {
    ...{ database: world.database, connectors, clock: systemClock, scripts, wayOut: createWayOut([]) },
    credentials: { credentialsOf: async () => open, lookAgain: async () => open },
    variablesOf: async () => ({}),
    timezoneOf: async () => "UTC",
    sleepDaysOf: async () => 90,
  });
});
beforeEach(async () => {
  await world.database.pool.query("DELETE FROM connection_pressure");
  sent.length = 0;
  refusal = null;
  send.reachesPerson = false;
});
afterAll(() => Promise.all([world.close(), server.close(), scripts.close()]));

const trigger = { id: "message", type: "trigger", connector: "test", method: "message" } as const;
const sends = (id: string, text: object) =>
  ({
    ...{ id, type: "action", connector: "test", method: "send", connection },
    input: { to: { step: "message", path: "sender.id" }, text },
  }) as NonNullable<CycleDocumentInput["steps"]>[number];
const path = (step: string, at: string) => ({ step, path: at });
const hi = { sender: { id: "p1" }, message: { text: "hi" } };

/** The answer to a test of a draft, as the API gives it. */
async function tested(document: CycleDocumentInput, body: DraftTestInput | object) {
  const cycle = await world.run(account, document, []);
  const url = `/v1/accounts/${toWire("account", account)}/cycles/${toWire("cycle", cycle)}/draft/test`;
  const answer = await server.api.inject({ method: "POST", url, headers: withKey, payload: body });
  return { status: answer.statusCode, body: answer.json() };
}

const greeting: CycleDocumentInput = {
  steps: [
    trigger,
    {
      ...{ id: "is", type: "decision" },
      conditions: { left: path("message", "message.text"), operator: "equals", right: { value: "hi" } },
    },
    { id: "later", type: "delay", duration: { value: 3 }, unit: "days" },
    { id: "name", type: "transform", expression: '"Ada " & message.message.text' },
    sends("reply", path("name", "$")),
  ],
  edges: [
    { from: "message", to: "is" },
    { from: "is", to: "later", port: "true" },
    { from: "later", to: "name" },
    { from: "name", to: "reply" },
  ],
};
const rows = async (table: string) =>
  (await world.database.pool.query(`SELECT count(*)::int AS count FROM ${table}`)).rows[0].count;

const connectionRow = async (): Promise<string> =>
  (await world.database.pool.query("SELECT id FROM connection WHERE account_id = $1", [account])).rows[0].id;
const hold = (held: { account: string; subject: string; code: string; method: string }) =>
  world.database.pool.query(
    `INSERT INTO connection_pressure (account_id, subject, method, code, message, round, until)
    VALUES ($1, $2, $3, $4, 'Slow down.', 0, now() + interval '5 minutes')`,
    [held.account, held.subject, held.method, held.code],
  );

test("POST …/draft/test does one step with what is given, for real, and keeps no run of it", async () => {
  const { status, body } = await tested(greeting, { step: "reply", outputs: { message: hi, name: "Grace" } });
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: "succeeded", error: null, steps: [{ step: "reply", status: "succeeded" }] });
  expect(body.steps[0].attempts[0]).toMatchObject({ input: { to: "p1", text: "Grace" }, output: { ok: true } });
  expect(sent).toMatchObject([{ to: "p1", text: "Grace" }]);
  expect([await rows("run_live"), await rows("run"), await rows("event"), await rows("step_run")]).toEqual([
    0, 0, 0, 0,
  ]);
  const { rows: audit } = await world.database.pool.query("SELECT details FROM audit WHERE act = 'draft.tested'");
  expect(audit).toMatchObject([{ details: { step: "reply", reach: "step" } }]);
});

test("the way to a step is done from its trigger on, without sleeping, and nothing behind it", async () => {
  const { body } = await tested(greeting, { step: "name", reach: "way", outputs: { message: hi } });
  expect(body).toMatchObject({ status: "succeeded" });
  expect(body.steps.map(({ step }: { step: string }) => step)).toEqual(["is", "later", "name"]);
  expect(body.steps.at(-1).attempts[0].output).toBe("Ada hi");
  expect(sent).toEqual([]);
});

test("a step that is switched off is passed on the way to another, and done where it is the one to be tried", async () => {
  const steps = greeting.steps?.map((step) => (["is", "name"].includes(step.id) ? { ...step, disabled: true } : step));
  const document = { ...greeting, steps: steps ?? [] };
  const before = sent.length;
  const way = await tested(document, { step: "later", reach: "way", outputs: { message: hi } });
  expect(way.body.steps.map(({ step }: { step: string }) => step)).toEqual(["later"]);
  const alone = await tested(document, { step: "name", reach: "way", outputs: { message: hi } });
  expect(alone.body.steps.map(({ step }: { step: string }) => step)).toEqual(["later", "name"]);
  expect(alone.body.steps.at(-1).attempts[0].output).toBe("Ada hi");
  expect(sent).toHaveLength(before);
});

test("what is given on the way is not done", async () => {
  const outputs = { message: hi, name: "pinned" };
  const { body } = await tested(greeting, { step: "reply", reach: "way", outputs });
  expect(body.steps.map(({ step }: { step: string }) => step)).toEqual(["is", "later", "reply"]);
  expect(sent).toMatchObject([{ text: "pinned" }]);
});

test("a way that is not taken is told, with the port at which it parted", async () => {
  const outputs = { message: { ...hi, message: { text: "bye" } } };
  const { body } = await tested(greeting, { step: "reply", reach: "way", outputs });
  expect(body).toMatchObject({ status: "not-reached", error: null, steps: [{ step: "is", port: "false" }] });
});

test("of a For each around the step one item is done", async () => {
  const document: CycleDocumentInput = {
    steps: [
      trigger,
      { id: "each", type: "for-each", list: path("message", "list"), collect: path("after", "x") },
      sends("reply", path("each", "item")),
      { id: "after", type: "transform", expression: "reply" },
    ],
    edges: [
      { from: "message", to: "each" },
      { from: "each", to: "reply", port: "item" },
      { from: "reply", to: "after" },
    ],
  };
  const outputs = { message: { ...hi, list: ["one", "two"] } };
  const { body } = await tested(document, { step: "reply", reach: "way", outputs });
  expect(body).toMatchObject({ status: "succeeded", steps: [{ step: "each" }, { step: "reply", path: "0" }] });
  expect(sent).toMatchObject([{ text: "one" }]);
});

test("asks first when a person would be reached by a call that is to be made", async () => {
  send.reachesPerson = true;
  const wanted = { step: "reply", outputs: { message: hi, name: "Grace" } };
  const refused = await tested(greeting, wanted);
  expect(refused).toMatchObject({
    status: 409,
    body: { error: { code: "confirmation_required", details: { steps: [{ step: "reply", method: "Send" }] } } },
  });
  expect((await tested(greeting, { ...wanted, step: "name" })).status).toBe(200);
  expect(sent).toEqual([]);
  expect((await tested(greeting, { ...wanted, confirmed: true })).body).toMatchObject({ status: "succeeded" });
  expect(sent).toHaveLength(1);
});

test("a call that fails is told with its error and is not tried again, whatever the cycle's policy", async () => {
  refusal = failure("retryable");
  const ignoring = { ...greeting, settings: { onStepError: "ignore" } } as const;
  const { body } = await tested(ignoring, { step: "reply", outputs: { message: hi, name: "x" } });
  expect(body).toMatchObject({ status: "failed", error: { code: "it_failed", step: "reply" } });
  expect(body.steps[0].attempts).toHaveLength(1);
  expect(sent).toHaveLength(1);
});

test("says what is wrong: no such step, one that does nothing, no trigger's output, no way", async () => {
  for (const step of ["gone", "message"]) {
    expect(await tested(greeting, { step })).toMatchObject({
      status: 404,
      body: { error: { code: "step_not_found" } },
    });
  }
  expect(await tested(greeting, { step: "name", reach: "way" })).toMatchObject({ status: 400 });
  const loose = { steps: greeting.steps ?? [], edges: [] };
  const { body } = await tested(loose, { step: "name", reach: "way", outputs: { message: hi } });
  expect(body.error.code).toBe("invalid_request");
});

test("a call that the application asked not to be made is an error with words, and nothing is called", async () => {
  const fields = { account, subject: await connectionRow(), code: "usage_exhausted" };
  await hold({ ...fields, method: "other" });
  expect((await tested(greeting, { step: "reply", outputs: { message: hi, name: "Grace" } })).body.error).toBeNull();
  await hold({ ...fields, method: "send" });
  sent.length = 0;
  const { body } = await tested(greeting, { step: "reply", outputs: { message: hi, name: "Grace" } });
  expect(body).toMatchObject({
    status: "failed",
    error: {
      code: "usage_exhausted",
      message: expect.stringMatching(/^Slow down. So no test makes this call before \d/),
    },
  });
  expect(sent).toEqual([]);
});

test("a connection that is left alone because its calls fail may be tested", async () => {
  await hold({ account, subject: await connectionRow(), code: "connection_failing", method: "" });
  const { body } = await tested(greeting, { step: "reply", outputs: { message: hi, name: "Grace" } });
  expect([body.status, sent.length]).toEqual(["succeeded", 1]);
});

test("what the application asks for in a test, workers are told", async () => {
  refusal = failure("retryable", { retryAfterMs: 5000 });
  Object.assign(refusal, { code: "rate_limited" });
  await tested(greeting, { step: "reply", outputs: { message: hi, name: "Grace" } });
  const { rows: pauses } = await world.database.pool.query(
    "SELECT account_id, subject, method, code FROM connection_pressure",
  );
  expect(pauses).toEqual([
    { account_id: account, subject: await connectionRow(), method: "send", code: "rate_limited" },
  ]);
});
