import { beforeAll, expect, test } from "vitest";
import { makeSetup, makeTenant, type Scene, startReplying, type Tenant } from "./harness/scene.ts";
import { outcome, talk } from "./harness/talk.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";

const stage = useProduct();
const page = "612300000000301";
const person = "7301";
let scene: Scene;
let tenant: Tenant;
let cycle: string;
let unready: string;
let begin: string;

type Cycle = Record<string, unknown> & { id: string };
const twoAlone = { steps: ["one", "two"].map((id) => ({ id, type: "decision" })), edges: [] };

interface Page {
  items: Record<string, unknown>[];
  nextCursor: string | null;
}

/** Three of everything there are lists of. */
beforeAll(async () => {
  const { product, graph } = stage();
  const { api } = product;
  begin = new Date(Date.now() - 60_000).toISOString();
  scene = await makeSetup(api, graph.url);
  for (const number of [1, 2]) await makeSetup(api, `${graph.url}/${number}`);
  tenant = await makeTenant(api, scene, page);
  await api.call("PATCH", tenant.path, { externalId: "lists" });
  for (const name of ["second", "third"]) {
    await api.call("POST", "/v1/accounts", { name });
    await api.call("POST", `${tenant.path}/connections`, { connector: "facebook-messenger", name });
    await api.call("POST", "/v1/api-clients", { name });
  }
  const nothing = await api.call<Cycle>("POST", `${tenant.path}/cycles`, { name: "empty" });
  expect(nothing).toMatchObject({ status: "draft", document: { steps: [], edges: [] } });
  unready = (await api.call<Cycle>("POST", `${tenant.path}/cycles`, { name: "unready", document: twoAlone })).id;
  const started = await startReplying(api, tenant, { word: "hi", reply: "Hello" });
  cycle = started.id;
  for (const note of ["one", "two"]) await api.call("POST", `${tenant.path}/cycles/${cycle}/publish`, { note });
  const items = ["hi one", "bye two", "hi three"].map((text) => textItem({ page, person, text }));
  await postWebhook(scene, envelope([{ page, items }]));
  const held = [1, 2, 3].map((number) => textItem({ page: "999", person: "1", text: `held ${number}` }));
  await postWebhook(scene, envelope([{ page: "999", items: held }]));
  const runs = () => api.list<{ status: string }>(`${tenant.path}/runs?status=succeeded`);
  await until("all have run", async () => (await runs()).length === 3, { within: 60_000 });
});

const lists: [name: string, path: () => string, atLeast: number][] = [
  ["connectors", () => "/v1/connectors", 2],
  ["Setups", () => "/v1/connectors/facebook-messenger/setups", 3],
  ["a Setup's events", () => `${scene.path}/events`, 6],
  ["a Setup's held events", () => `${scene.path}/events?routed=false&page=999`, 3],
  ["accounts", () => "/v1/accounts", 3],
  ["connections", () => "/v1/accounts/lists/connections", 3],
  ["cycles", () => "/v1/accounts/lists/cycles", 3],
  ["versions", () => `/v1/accounts/lists/cycles/${cycle}/versions`, 1],
  ["prerequisites", () => `/v1/accounts/lists/cycles/${unready}/prerequisites`, 2],
  ["runs", () => "/v1/accounts/lists/runs", 3],
  ["events", () => "/v1/accounts/lists/events", 3],
  ["runs of all accounts", () => "/v1/runs?account=lists", 3],
  ["events of all accounts", () => "/v1/events", 3],
  ["notices", () => "/v1/notices", 0],
  ["API clients", () => "/v1/api-clients", 2],
];

test.each(lists)("the list of %s comes in pages, each thing once", async (_, path, atLeast) => {
  const { api } = stage().product;
  const at = (query: Record<string, string>): string => {
    const url = new URL(path(), api.url);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.pathname + url.search;
  };
  const whole = await api.call<Page>("GET", path());
  expect(Object.keys(whole).toSorted()).toEqual(["items", "nextCursor"]);
  expect(whole.items.length).toBeGreaterThanOrEqual(atLeast);
  expect(whole.nextCursor).toBeNull();
  const walked: unknown[] = [];
  let cursor: string | null = null;
  do {
    const next: Page = await api.call<Page>("GET", at({ limit: "1", ...(cursor === null ? {} : { cursor }) }));
    expect(next.items.length).toBeLessThanOrEqual(1);
    walked.push(...next.items);
    cursor = next.nextCursor;
  } while (cursor !== null && walked.length <= whole.items.length);
  expect(walked).toEqual(whole.items);
  expect((await api.call<Page>("GET", at({ limit: "200" }))).items).toEqual(whole.items);
  for (const limit of ["0", "201", "-1", "many"]) {
    expect([limit, outcome(await talk(api, "GET", at({ limit })))]).toEqual([limit, "400 invalid_request"]);
  }
  expect(outcome(await talk(api, "GET", at({ cursor: "no cursor" })))).toBe("400 invalid_request");
});

const count = async (path: string): Promise<number> => (await stage().product.api.list(path)).length;
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

test("runs are found by cycle, status, time, lane, person, message and the beginning of the text", async () => {
  const { api } = stage().product;
  const [run] = await api.list<{ lane: string; event: string }>(`${tenant.path}/runs?q=hi%20three`);
  const event = await api.call<{ item: { message: { mid: string } } }>("GET", `${tenant.path}/events/${run?.event}`);
  const { mid } = event.item.message;
  const asked: Record<string, number> = {
    [`cycle=${cycle}`]: 3,
    "status=succeeded": 3,
    "status=failed": 0,
    [`from=${begin}`]: 3,
    [`from=${tomorrow()}`]: 0,
    [`to=${begin}`]: 0,
    [`to=${tomorrow()}`]: 3,
    [`lane=${encodeURIComponent(run?.lane ?? "")}`]: 3,
    "lane=nobody": 0,
    [`q=${person}`]: 3,
    "q=hi": 2,
    "q=bye%20t": 1,
    "q=three": 0,
    [`q=${encodeURIComponent(mid)}`]: 1,
  };
  for (const [query, wanted] of Object.entries(asked)) {
    expect([query, await count(`${tenant.path}/runs?${query}`)]).toEqual([query, wanted]);
    expect([query, await count(`/v1/runs?account=lists&${query}`)]).toEqual([query, wanted]);
  }
  for (const query of ["status=sideways", "from=yesterday", "cycle=nothing"]) {
    const answer = await talk(api, "GET", `${tenant.path}/runs?${query}`);
    expect([query, outcome(answer)]).toEqual([query, "400 invalid_request"]);
  }
});

test("events are found by connection, kind, whether a cycle took them, time, person, message and text", async () => {
  const { api } = stage().product;
  const asked: Record<string, number> = {
    [`connection=${tenant.connection}`]: 3,
    "kind=message": 3,
    "kind=postback": 0,
    "routed=true": 3,
    "routed=false": 0,
    [`from=${begin}`]: 3,
    [`to=${begin}`]: 0,
    [`q=${person}`]: 3,
    "q=hi": 2,
  };
  for (const [query, wanted] of Object.entries(asked)) {
    expect([query, await count(`${tenant.path}/events?${query}`)]).toEqual([query, wanted]);
  }
  expect(await count(`/v1/events?page=${page}`)).toBe(3);
  expect(await count(`/v1/events?account=${tenant.account}&person=${person}`)).toBe(3);
  expect(await count(`${tenant.path}/events?page=999`)).toBe(0);
  expect(outcome(await talk(api, "GET", "/v1/events?account=nobody"))).toBe("404 account_not_found");
});
