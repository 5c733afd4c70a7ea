import { beforeAll, expect, test } from "vitest";
import { openLive } from "./harness/live-stream.ts";
import { addConnection, makeSetup, makeTenant, type Scene, type Tenant } from "./harness/scene.ts";
import { outcome, talk } from "./harness/talk.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";

const stage = useProduct();
const page = "612300000000601";
const connector = "facebook-messenger";
const within = 60_000;
let scene: Scene;
let tenant: Tenant;
let cycle: { id: string; revision: number };

interface Run {
  id: string;
  status: string;
  event: string;
  retryOf: string | null;
  version: number;
  steps: { step: string; attempts: object[] }[];
}

const reply = (id: string, text: string) => ({
  ...{ id, type: "action", connector, method: "send-text", connection: tenant.connection },
  input: { recipient: { step: "message", path: "sender.id" }, text: { value: text } },
});
/** Two replies, one after the other. */
const twoReplies = (second: object = reply("second", "second")) => ({
  steps: [
    { id: "message", type: "trigger", connector, method: "message", connection: tenant.connection },
    reply("first", "first"),
    second,
  ],
  edges: [
    { from: "message", to: "first" },
    { from: "first", to: Object.entries(second).find(([key]) => key === "id")?.[1] },
  ],
});

beforeAll(async () => {
  const { product, graph } = stage();
  const { api } = product;
  scene = await makeSetup(api, graph.url);
  tenant = await makeTenant(api, scene, page);
  cycle = await api.call("POST", `${tenant.path}/cycles`, { name: "Two replies", document: twoReplies() });
  await api.call("POST", `${tenant.path}/cycles/${cycle.id}/start`);
});

const call = <T = Run>(method: "GET" | "POST" | "PATCH", path: string, body?: object) =>
  stage().product.api.call<T>(method, `${tenant.path}${path}`, body);
const refusalOf = async (path: string, body?: object) =>
  outcome(await talk(stage().product.api, "POST", `${tenant.path}${path}`, { body }));
const runsOf = (person: string) => stage().product.api.list<Run>(`${tenant.path}/runs?q=${person}`);
const sentTo = (person: string) =>
  stage()
    .graph.replies.filter(({ recipient }) => recipient === person)
    .map(({ text }) => text);

async function post(person: string, text: string): Promise<void> {
  const body = envelope([{ page, items: [textItem({ page, person, text })] }]);
  expect((await postWebhook(scene, body)).status).toBe(200);
}

async function ended(id: string): Promise<Run> {
  const run = () => call("GET", `/runs/${id}`);
  const isOver = async () => ["succeeded", "failed", "cancelled"].includes((await run()).status);
  await until(`the run ${id} has ended`, isOver, { within });
  return run();
}

async function onlyRun(person: string): Promise<Run> {
  const { id } = await until("there is a run", async () => (await runsOf(person))[0], { within });
  return ended(id);
}

/** Of one whose second reply was refused. */
async function failedRun(person: string): Promise<Run> {
  const { unwelcome } = stage().graph;
  unwelcome.add(`${person}: second`);
  await post(person, "go");
  const run = await onlyRun(person);
  unwelcome.clear();
  return run;
}

const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);

test("a failed run shows everything that happened, and its error says where and what", async () => {
  const person = "7601";
  const run = await failedRun(person);
  const error = {
    ...{ code: expect.any(String), message: expect.any(String), step: "second", attempt: 1 },
    ...{ class: "terminal", details: expect.any(Object) },
  };
  const attempt = { number: 1, repeated: false, startedAt: moment, finishedAt: moment };
  const sent = { input: { recipient: person }, request: expect.any(Object), response: expect.any(Object) };
  expect(run).toMatchObject({
    ...{ id: expect.stringMatching(/^run_/), account: tenant.account, cycle: cycle.id, version: 1, status: "failed" },
    ...{ trigger: "message", event: expect.stringMatching(/^evt_/), lane: expect.any(String), retryOf: null },
    ...{ startedAt: moment, finishedAt: moment, error },
    steps: [
      {
        step: "message",
        path: "",
        status: "succeeded",
        attempts: [{ ...attempt, output: { sender: { id: person } } }],
      },
      { step: "first", path: "", status: "succeeded", attempts: [{ ...attempt, ...sent, status: "succeeded" }] },
      { step: "second", path: "", status: "failed", attempts: [{ ...attempt, ...sent, status: "failed", error }] },
    ],
  });
  const keys = [
    "number",
    "status",
    "repeated",
    "input",
    "output",
    "request",
    "response",
    "error",
    "startedAt",
    "finishedAt",
  ];
  for (const { attempts } of run.steps) {
    for (const each of attempts) expect(Object.keys(each)).toEqual(expect.arrayContaining(keys));
  }
  expect(JSON.stringify(run)).not.toContain(`token-of-${page}`);
  expect(JSON.stringify(run)).not.toContain(scene.secret);
});

test("a retry is a new run, from the start or from the failed step, and the finished one never changes", async () => {
  const person = "7602";
  const failed = await failedRun(person);
  const again = await call("POST", `/runs/${failed.id}/retry`, { from: "failed-step", version: "same" });
  expect(again).toMatchObject({ retryOf: failed.id, cycle: cycle.id, event: failed.event });
  expect(await ended(again.id)).toMatchObject({ status: "succeeded" });
  expect(sentTo(person)).toEqual(["first", "second"]);
  const whole = await call("POST", `/runs/${failed.id}/retry`, { from: "start", version: "latest" });
  expect(await ended(whole.id)).toMatchObject({ status: "succeeded", retryOf: failed.id });
  expect(sentTo(person)).toEqual(["first", "second", "first", "second"]);
  expect(await call("GET", `/runs/${failed.id}`)).toEqual(failed);
  expect(await refusalOf(`/runs/${again.id}/retry`, { from: "failed-step" })).toBe("409 run_not_failed");
  expect(await refusalOf(`/runs/${failed.id}/retry`, { from: "middle" })).toBe("400 invalid_request");
  expect(await refusalOf(`/runs/${failed.id}/cancel`)).toBe("409 run_finished");
  expect(await refusalOf("/runs/run_01jd0000000000000000000000/retry", {})).toBe("404 run_not_found");
});

test("with the latest version a retry from the failed step needs the steps that are done", async () => {
  const failed = await failedRun("7603");
  const [message, first, second] = twoReplies(reply("second", "mended")).steps;
  const { revision } = await call<{ revision: number }>("GET", `/cycles/${cycle.id}`);
  const edges = twoReplies().edges;
  const mended = { steps: [message, first, second], edges };
  const changed = await call<typeof cycle>("PATCH", `/cycles/${cycle.id}`, { document: mended, revision });
  await call("POST", `/cycles/${cycle.id}/publish`, {});
  const again = await call("POST", `/runs/${failed.id}/retry`, { from: "failed-step", version: "latest" });
  expect(await ended(again.id)).toMatchObject({ status: "succeeded", version: 2 });
  expect(sentTo("7603")).toEqual(["first", "mended"]);
  const renamed = { steps: [message, { ...first, id: "anew" }], edges: [{ from: "message", to: "anew" }] };
  await call("PATCH", `/cycles/${cycle.id}`, { document: renamed, revision: changed.revision });
  await call("POST", `/cycles/${cycle.id}/publish`, {});
  const latest = { from: "failed-step", version: "latest" };
  expect(await refusalOf(`/runs/${failed.id}/retry`, latest)).toBe("409 step_gone");
});

test("a sleeping run can be cancelled, and lets its lane go meanwhile", async () => {
  const person = "7604";
  const nap = { id: "nap", type: "delay", duration: { value: 1 }, unit: "hours" };
  const edges = [
    { from: "message", to: "first" },
    { from: "first", to: "nap" },
  ];
  const wanted = { name: "Nap", document: { steps: [...twoReplies().steps.slice(0, 2), nap], edges } };
  const { id } = await call<{ id: string }>("POST", "/cycles", wanted);
  await call("POST", `/cycles/${cycle.id}/stop`);
  await call("POST", `/cycles/${id}/start`);
  const sleeping = async (count: number) => {
    const runs = await stage().product.api.list<Run>(`${tenant.path}/runs?cycle=${id}&status=sleeping`);
    return runs.length === count && runs;
  };
  await post(person, "one");
  await until("the first sleeps", () => sleeping(1), { within });
  await post(person, "two");
  const runs = await until("the second sleeps beside it", () => sleeping(2), { within });
  expect(sentTo(person)).toEqual(["first", "first"]);
  expect(await refusalOf(`/runs/${runs[0]?.id}/retry`, {})).toBe("409 run_not_finished");
  const cancelled = await call("POST", `/runs/${runs[0]?.id}/cancel`);
  expect(cancelled).toMatchObject({ status: "cancelled", finishedAt: moment });
  expect((await talk(stage().product.api, "DELETE", `${tenant.path}/cycles/${id}`)).status).toBe(204);
  const left = await call("GET", `/runs/${runs[1]?.id}`);
  expect(left).toMatchObject({ status: "cancelled" });
  await call("POST", `/cycles/${cycle.id}/start`);
});

test("an event is replayed to what listens now, and the stream tells of it", async () => {
  const person = "7605";
  await post(person, "again");
  const first = await onlyRun(person);
  const live = await openLive(stage().product.api, tenant.account);
  expect(await call("POST", `/events/${first.event}/replay`)).toEqual({ runs: 1 });
  // The stream looks back for some seconds, and shows the first one, too.
  const isReplay = ({ id, person: of }: { id: string; person: string | null }) => of === person && id !== first.id;
  await until("the stream shows the replay", () => live.runs.some(isReplay), { within });
  const [replayed] = await runsOf(person);
  expect(replayed).toMatchObject({ event: first.event });
  expect(await ended(replayed?.id ?? "")).toMatchObject({ status: "succeeded" });
  expect(await stage().product.api.list(`${tenant.path}/events?q=${person}`)).toHaveLength(1);
  expect(await refusalOf("/events/evt_01jd0000000000000000000000/replay")).toBe("404 event_not_found");
});

test("events of a Page that no account has are held for the Setup, and handed to the account that gets it", async () => {
  const { api } = stage().product;
  const later = "612300000000602";
  const items = ["one", "two"].map((text) => textItem({ page: later, person: "7606", text }));
  await postWebhook(scene, envelope([{ page: later, items }]));
  const held = () => api.list<{ account: string | null }>(`${scene.path}/events?routed=false&page=${later}`);
  expect(await held()).toMatchObject([{ account: null }, { account: null }]);
  const replay = `${scene.path}/events/replay`;
  const body = { page: later, account: tenant.account };
  expect(String(await talk(api, "POST", replay, { body }).then(outcome))).toMatch(/^4\d\d \w+$/);
  expect(await held()).toHaveLength(2);
  await addConnection(api, scene, tenant.path, later);
  expect(await api.call("POST", replay, body)).toMatchObject({ events: 2 });
  expect(await api.list(`${tenant.path}/events?page=${later}`)).toHaveLength(2);
  expect((await held()).filter(({ account }) => account === null)).toEqual([]);
  expect(await api.call("POST", replay, body)).toMatchObject({ events: 0 });
});
