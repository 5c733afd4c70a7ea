import type { Event, EventWithItem, Run, RunWithSteps, SetupHealth } from "@velodrome/contract";
import { beforeAll, expect, test } from "vitest";
import { ask } from "./harness/api.ts";
import { openLive } from "./harness/live-stream.ts";
import { makeSetup, makeTenant, type Scene, startReplying, type Tenant } from "./harness/scene.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, newMid, postWebhook, signatureOf, textItem } from "./harness/webhook.ts";

const stage = useProduct();
const page = "612300000000001";
const within = 60_000;
let scene: Scene;
let tenant: Tenant;

beforeAll(async () => {
  const { product, graph } = stage();
  scene = await makeSetup(product.api, graph.url);
  tenant = await makeTenant(product.api, scene, page);
  await startReplying(product.api, tenant, { word: "hi", reply: "Hello {{ message.message.text }}" });
});

async function write(person: string, text: string): Promise<void> {
  const answer = await postWebhook(scene, envelope([{ page, items: [textItem({ page, person, text })] }]));
  expect(answer).toEqual({ status: 200, body: "EVENT_RECEIVED" });
}

const runsOf = (person: string) => stage().product.api.list<Run>(`${tenant.path}/runs?q=${person}`);
const eventsOf = (person: string) => stage().product.api.list<Event>(`${tenant.path}/events?q=${person}`);

async function finishedRun(person: string): Promise<RunWithSteps> {
  const finished = async () => (await runsOf(person)).find((each) => each.finishedAt !== null);
  const { id } = await until(`a run of ${person} has ended`, finished, { within });
  return stage().product.api.call<RunWithSteps>("GET", `${tenant.path}/runs/${id}`);
}

async function rejections(): Promise<Record<string, number>> {
  const health = await stage().product.api.call<SetupHealth>("GET", `${scene.path}/health`);
  return Object.fromEntries(health.rejections.map(({ reason, count }) => [reason, count]));
}

test("a message goes the whole way: kept, run, decided, replied to, and all of it can be read", async () => {
  const person = "7001000000000001";
  await write(person, "Oh hi there");
  const run = await finishedRun(person);
  const { replies } = stage().graph;
  const reply = replies.find(({ recipient }) => recipient === person);
  expect(reply).toMatchObject({ text: "Hello Oh hi there", metadata: expect.stringMatching(/^srn_[0-9a-z]{26}$/) });
  expect(run).toMatchObject({ status: "succeeded", trigger: "message", page, person, version: 1, error: null });
  const [trigger, decision, action] = run.steps;
  expect(run.steps.map(({ step, status }) => [step, status])).toEqual([
    ["message", "succeeded"],
    ["greeting", "succeeded"],
    ["reply", "succeeded"],
  ]);
  expect(trigger?.attempts[0]?.output).toMatchObject({ sender: { id: person }, message: { text: "Oh hi there" } });
  expect(decision).toMatchObject({ port: "true" });
  expect(action?.attempts).toHaveLength(1);
  expect(action?.attempts[0]).toMatchObject({
    number: 1,
    status: "succeeded",
    repeated: false,
    input: { recipient: person, text: "Hello Oh hi there" },
    output: { recipientId: person, messageId: expect.stringMatching(/^m_out/) },
    error: null,
  });
  const story = JSON.stringify(run);
  expect(story).toContain("/me/messages");
  for (const secret of [scene.secret, `token-of-${page}`]) expect(story).not.toContain(secret);

  const event = await stage().product.api.call<EventWithItem>("GET", `${tenant.path}/events/${run.event}`);
  expect(event).toMatchObject({
    kind: "message",
    page,
    person,
    routed: true,
    item: { sender: { id: person }, message: { text: "Oh hi there" } },
  });
});

test("a message that the decision turns down is run and not replied to", async () => {
  const person = "7001000000000002";
  await write(person, "good day");
  const run = await finishedRun(person);
  expect(run).toMatchObject({ status: "succeeded" });
  expect(run.steps.map(({ step, status, port }) => ({ step, status, port }))).toContainEqual({
    step: "greeting",
    status: "succeeded",
    port: "false",
  });
  expect(stage().graph.replies.filter(({ recipient }) => recipient === person)).toEqual([]);
});

test("a reply that Facebook turns away for a moment is tried again, and both attempts are kept", async () => {
  const person = "7001000000000003";
  stage().graph.refusals.push({ status: 500, body: { error: { message: "later", type: "OAuthException", code: 2 } } });
  await write(person, "hi");
  const { status, steps } = await finishedRun(person);
  expect(status).toBe("succeeded");
  expect(steps.at(-1)?.attempts.map(({ number, status, repeated }) => ({ number, status, repeated }))).toEqual([
    { number: 1, status: "failed", repeated: false },
    { number: 2, status: "succeeded", repeated: false },
  ]);
  expect(stage().graph.replies.filter(({ recipient }) => recipient === person)).toHaveLength(1);
});

test("the live stream shows an event and its run to the end, without being asked again", async () => {
  const person = "7001000000000004";
  const live = await openLive(stage().product.api, tenant.account);
  await write(person, "hi, live");
  const ended = () => live.runs.find((run) => run.person === person && run.status === "succeeded");
  await until("the stream has shown the run's end", ended, { within });
  const events = () => live.events.filter((event) => event.person === person);
  await until("the stream has shown the event", () => events().length > 0, { within });
  expect(events()).toMatchObject([{ kind: "message", routed: true }]);
});

test("a message that comes twice is kept and run once", async () => {
  const person = "7001000000000005";
  const body = envelope([{ page, items: [textItem({ page, person, text: "hi" })] }]);
  for (const again of [1, 2, 3]) expect([again, (await postWebhook(scene, body)).status]).toEqual([again, 200]);
  await finishedRun(person);
  expect(await eventsOf(person)).toHaveLength(1);
  expect(await runsOf(person)).toHaveLength(1);
  expect(stage().graph.replies.filter(({ recipient }) => recipient === person)).toHaveLength(1);
});

test("the handshake answers the challenge as it is to the right token, and 403 to anything else", async () => {
  const query = (token: string, mode: string) =>
    `${scene.url}?hub.mode=${mode}&hub.verify_token=${token}&hub.challenge=1158201444`;
  const before = await rejections();
  expect(await ask(query(scene.verifyToken, "subscribe"))).toEqual({ status: 200, body: "1158201444" });
  expect((await ask(query("wrong", "subscribe"))).status).toBe(403);
  expect((await ask(query(scene.verifyToken, "unsubscribe"))).status).toBe(403);
  const after = await rejections();
  expect((after.wrong_verify_token ?? 0) - (before.wrong_verify_token ?? 0)).toBe(1);
  expect((after.wrong_mode ?? 0) - (before.wrong_mode ?? 0)).toBe(1);
});

test("a wrong signature is answered 403, stores nothing and is counted, and so is none at all", async () => {
  const person = "7001000000000006";
  const body = envelope([{ page, items: [textItem({ page, person, text: "hi" })] }]);
  const before = await rejections();
  const post = (headers: Record<string, string>) => ask(scene.url, { method: "POST", headers, body });
  const wrong = await post({ "x-hub-signature-256": signatureOf(body, "another secret") });
  expect(wrong.status).toBe(403);
  expect((await post({})).status).toBe(403);
  const after = await rejections();
  expect((after.wrong_signature ?? 0) - (before.wrong_signature ?? 0)).toBe(1);
  expect((after.no_signature ?? 0) - (before.no_signature ?? 0)).toBe(1);
  expect(await eventsOf(person)).toEqual([]);
});

test("an unknown key is answered 404", async () => {
  const url = scene.url.replace(/[^/]+$/, "nobody-has-this-key");
  expect((await postWebhook({ url, secret: scene.secret }, "{}")).status).toBe(404);
  expect((await ask(`${url}?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1`)).status).toBe(404);
});

test("what is no JSON, under a right signature, is answered 200 and kept", async () => {
  const held = () => stage().product.api.list<Event>(`${scene.path}/events?routed=false&kind=unknown`);
  const before = await held();
  expect((await postWebhook(scene, `{"object":"page","entry":[${newMid()}`)).status).toBe(200);
  expect(await held()).toHaveLength(before.length + 1);
});
