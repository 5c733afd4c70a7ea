import { beforeAll, expect, test } from "vitest";
import { makeSetup, makeTenant, type Scene, type Tenant } from "./harness/scene.ts";
import { type Failure, outcome, type Said, talk } from "./harness/talk.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";

const stage = useProduct();
const page = "612300000000401";
const connector = "facebook-messenger";
const within = 60_000;
let scene: Scene;
let tenant: Tenant;
let cycles: string;

interface Cycle {
  id: string;
  status: string;
  version: number | null;
  revision: number;
  document: unknown;
}
interface Run {
  id: string;
  version: number;
  status: string;
  cycle: string;
}

beforeAll(async () => {
  const { product, graph } = stage();
  scene = await makeSetup(product.api, graph.url);
  tenant = await makeTenant(product.api, scene, page);
  cycles = `${tenant.path}/cycles`;
});

const say = (...[method, path, body]: [Parameters<typeof talk>[1], string, object?]): Promise<Said<Failure>> =>
  talk(stage().product.api, method, path, { body });
const call = <T = Cycle>(...[method, path, body]: Parameters<ReturnType<typeof stage>["product"]["api"]["call"]>) =>
  stage().product.api.call<T>(method, path, body);

const trigger = (more: object = { method: "message" }) => ({
  id: "message",
  type: "trigger",
  connector,
  connection: tenant.connection,
  ...more,
});
const text = { step: "message", path: "message.text" };
const reply = (id: string, words: string) => ({
  ...{ id, type: "action", connector, method: "send-text", connection: tenant.connection },
  input: { recipient: { step: "message", path: "sender.id" }, text: { template: words } },
});
const answering = (words: string) => ({
  steps: [trigger(), reply("reply", words)],
  edges: [{ from: "message", to: "reply" }],
});
const make = (document: object): Promise<Cycle> => call("POST", cycles, { name: "Cycle", document });

async function post(person: string, words: string): Promise<void> {
  const body = envelope([{ page, items: [textItem({ page, person, text: words })] }]);
  expect((await postWebhook(scene, body)).status).toBe(200);
}

const runsOf = (cycle: string) => stage().product.api.list<Run>(`${tenant.path}/runs?cycle=${cycle}`);
const sentTo = (person: string) =>
  stage()
    .graph.replies.filter(({ recipient }) => recipient === person)
    .map(({ text: words }) => words);

async function endedRuns(cycle: string, count: number): Promise<Run[]> {
  const ended = async () => {
    const runs = (await runsOf(cycle)).filter(({ status }) => status === "succeeded");
    return runs.length === count && runs;
  };
  return until(`${count} runs of ${cycle} have succeeded`, ended, { within });
}

const decision = { id: "one", type: "decision" };
const wrong: Record<string, () => object> = {
  "a step id that begins with a capital": () => ({ steps: [{ ...decision, id: "One" }] }),
  "a step id with a dash": () => ({ steps: [{ ...decision, id: "one-two" }] }),
  "two steps of one id": () => ({ steps: [decision, decision] }),
  "a type of step that nobody knows": () => ({ steps: [{ id: "one", type: "teleport" }] }),
  "an edge to nowhere": () => ({ steps: [decision], edges: [{ from: "one", to: "two" }] }),
  "edges in a circle": () => ({
    steps: [decision, { ...decision, id: "two" }],
    edges: [
      { from: "one", to: "two", port: "true" },
      { from: "two", to: "one", port: "true" },
    ],
  }),
  "a port that the step has not": () => ({
    steps: [decision, { ...decision, id: "two" }],
    edges: [{ from: "one", to: "two", port: "perhaps" }],
  }),
  "an operator that nobody knows": () => ({
    steps: [{ ...decision, conditions: { all: [{ left: text, operator: "resembles", right: { value: 1 } }] } }],
  }),
  "an input of no known kind": () => ({ steps: [{ ...reply("one", "x"), input: { text: { words: "x" } } }] }),
};

test.each(Object.keys(wrong))("a document with %s is refused, and nothing of it is kept", async (name) => {
  const before = await stage().product.api.list(cycles);
  const answer = await say("POST", cycles, { name: "Wrong", document: wrong[name]?.() });
  expect(outcome(answer)).toBe("400 invalid_request");
  expect(await stage().product.api.list(cycles)).toEqual(before);
});

test("what is missing is named by step and field, and keeps a cycle from being started", async () => {
  const unauthenticated = await call<{ id: string }>("POST", `${tenant.path}/connections`, { connector, name: "new" });
  const incomplete = { ...reply("reply", "x"), connection: unauthenticated.id, input: { recipient: { value: "1" } } };
  const { id } = await make({ steps: [incomplete], edges: [] });
  const { items } = await call<{ items: Record<string, string>[] }>("GET", `${cycles}/${id}/prerequisites`);
  expect(items).toContainEqual(expect.objectContaining({ step: null, message: expect.any(String) }));
  expect(items).toContainEqual(expect.objectContaining({ step: "reply", field: "text" }));
  expect(items).toContainEqual(expect.objectContaining({ step: "reply", field: "connection" }));
  const refused = await say("POST", `${cycles}/${id}/start`);
  expect(outcome(refused)).toBe("409 cycle_not_ready");
  expect(refused.json.error.details).toEqual({ prerequisites: items });
  expect(await call("GET", `${cycles}/${id}`)).toMatchObject({ status: "draft", version: null });
  const message = { id: "loose", type: "decision", conditions: { all: [{ left: text, operator: "exists" }] } };
  const alone = await make({ steps: [trigger(), message], edges: [] });
  expect(outcome(await say("POST", `${cycles}/${alone.id}/start`))).toBe("409 cycle_not_ready");
});

test("a Message step and a Decision whose ports lead nowhere run", async () => {
  const conditions = { any: [{ left: text, operator: "equals", right: { value: "lonely" } }] };
  const document = {
    steps: [trigger(), { id: "asked", type: "decision", conditions }],
    edges: [{ from: "message", to: "asked" }],
  };
  const { id } = await make(document);
  expect((await call<{ items: object[] }>("GET", `${cycles}/${id}/prerequisites`)).items).toEqual([]);
  await call("POST", `${cycles}/${id}/start`);
  await post("7401", "lonely");
  const [run] = await endedRuns(id, 1);
  const { steps } = await call<{ steps: object[] }>("GET", `${tenant.path}/runs/${run?.id}`);
  expect(steps).toMatchObject([{ step: "message" }, { step: "asked", port: "true" }]);
  expect((await say("DELETE", `${cycles}/${id}`)).status).toBe(204);
  expect(outcome(await say("GET", `${cycles}/${id}`))).toBe("404 cycle_not_found");
});

test("a draft changes by revision, and a version is what new events get", async () => {
  const made = await make(answering("first"));
  expect(made).toMatchObject({ status: "draft", version: null, revision: expect.any(Number) });
  const at = `${cycles}/${made.id}`;
  const changed = await call("PATCH", at, { document: answering("second"), revision: made.revision });
  expect(changed.revision).toBeGreaterThan(made.revision);
  const stale = await say("PATCH", at, { name: "Late", revision: made.revision });
  expect(outcome(stale)).toBe("409 revision_stale");
  expect(stale.json.error.details).toMatchObject({ revision: changed.revision });
  expect(outcome(await say("PATCH", at, { name: "No revision" }))).toBe("400 invalid_request");
  expect(await call("POST", `${at}/start`)).toMatchObject({ status: "running", version: 1 });
  await post("7402", "a");
  await endedRuns(made.id, 1);
  const third = await call("PATCH", at, { document: answering("third"), revision: changed.revision });
  expect(third).toMatchObject({ status: "running", version: 1 });
  await post("7402", "b");
  await endedRuns(made.id, 2);
  expect(await call("POST", `${at}/publish`, { note: "Now the third" })).toMatchObject({
    status: "running",
    version: 2,
  });
  await post("7402", "c");
  const runs = await endedRuns(made.id, 3);
  expect(runs.map(({ version }) => version)).toEqual([2, 1, 1]);
  expect(sentTo("7402")).toEqual(["second", "second", "third"]);
  const { items } = await call<{ items: object[] }>("GET", `${at}/versions`);
  expect(items).toMatchObject([{ version: 2, note: "Now the third" }, { version: 1 }]);
  expect(await call("POST", `${at}/stop`)).toMatchObject({ status: "stopped" });
  await post("7402", "nobody listens");
  expect(await runsOf(made.id)).toHaveLength(3);
  expect(await call("POST", `${at}/start`)).toMatchObject({ status: "running", version: 2 });
  await call("DELETE", at);
});

test("started once, a cycle takes the first event and stops", async () => {
  const { id } = await make(answering("once"));
  await call("POST", `${cycles}/${id}/start`, { once: true });
  const items = ["a", "b"].map((words) => textItem({ page, person: "7403", text: words }));
  await postWebhook(scene, envelope([{ page, items }]));
  await endedRuns(id, 1);
  await post("7403", "c");
  expect(await call("GET", `${cycles}/${id}`)).toMatchObject({ status: "stopped" });
  expect(await runsOf(id)).toHaveLength(1);
  expect(sentTo("7403")).toEqual(["once"]);
});

test.each([
  ["held, and goes on with the next start", {}, "held"],
  ["let end when that is wished", { finish: true }, "succeeded"],
])("of a stopped cycle, a run in flight is %s", async (_, wish, wanted) => {
  const person = wanted === "held" ? "7404" : "7405";
  const document = {
    steps: [trigger(), reply("first", "first"), reply("second", "second")],
    edges: [
      { from: "message", to: "first" },
      { from: "first", to: "second" },
    ],
  };
  const { id } = await make(document);
  const { graph } = stage();
  await call("POST", `${cycles}/${id}/start`);
  const inHand = Promise.withResolvers<void>();
  graph.held = inHand.promise;
  await post(person, "go");
  await until("the first reply is in hand", () => sentTo(person).length === 1, { within });
  expect(await call("POST", `${cycles}/${id}/stop`, wish)).toMatchObject({ status: "stopped" });
  graph.held = null;
  inHand.resolve();
  await until(`the run is ${wanted}`, async () => (await runsOf(id))[0]?.status === wanted, { within });
  if (wanted === "held") {
    expect(sentTo(person)).toEqual(["first"]);
    await call("POST", `${cycles}/${id}/start`);
    await endedRuns(id, 1);
  }
  expect(sentTo(person)).toEqual(["first", "second"]);
  await call("DELETE", `${cycles}/${id}`);
});

test("a trigger may list kinds, and several triggers may stand in one cycle", async () => {
  const kinds = await make({ steps: [trigger({ kinds: ["message", "postback"] })], edges: [] });
  const postback = { ...trigger({ method: "postback" }), id: "tapped" };
  const several = await make({ steps: [postback, trigger()], edges: [] });
  for (const { id } of [kinds, several]) await call("POST", `${cycles}/${id}/start`);
  const sender = { sender: { id: "7406" }, recipient: { id: page } };
  const tap = { ...sender, timestamp: Date.now(), postback: { mid: "m_tap", title: "Go", payload: "GO" } };
  const items = [tap, textItem({ page, person: "7406", text: "hello" })];
  await postWebhook(scene, envelope([{ page, items }]));
  await endedRuns(kinds.id, 2);
  await endedRuns(several.id, 2);
  const runs = await stage().product.api.list<{ trigger: string }>(`${tenant.path}/runs?cycle=${several.id}`);
  expect(runs.map((run) => run.trigger).toSorted()).toEqual(["message", "tapped"]);
});
