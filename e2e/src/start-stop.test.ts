import { once } from "node:events";
import type { Account, Run } from "@velodrome/contract";
import { afterAll, afterEach, beforeAll, expect, onTestFailed, onTestFinished, test } from "vitest";
import { ask } from "./harness/api.ts";
import { databasePid, isRunning } from "./harness/cluster.ts";
import { type FakeGraph, startFakeGraph } from "./harness/fake-graph.ts";
import { freePorts, takePort } from "./harness/free-ports.ts";
import { createInstallation, type Installation, type Product } from "./harness/installation.ts";
import { openLive } from "./harness/live-stream.ts";
import type { Ending, Environment } from "./harness/program.ts";
import { makeSetup, makeTenant, type Scene, startReplying, type Tenant } from "./harness/scene.ts";
import { until } from "./harness/until.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";

// These tests follow one installation through its life, in order.
const page = "612300000000001";
const within = 60_000;
let graph: FakeGraph;
let installation: Installation;
let product: Product | null = null;
let scene: Scene;
let tenant: Tenant;

beforeAll(async () => {
  graph = await startFakeGraph();
  installation = await createInstallation();
});

afterAll(async () => {
  await product?.stop();
  await installation.remove();
  await graph.close();
});

afterEach(({ task }) => {
  if (task.result?.state === "fail" && product) console.log(`What Velodrome said:\n${product.output()}`);
});

async function start(): Promise<Product> {
  product = await installation.start();
  return product;
}

function running(): Product {
  if (product === null) throw new Error("It does not run.");
  return product;
}

async function post(person: string, text: string): Promise<void> {
  expect((await postWebhook(scene, envelope([{ page, items: [textItem({ page, person, text })] }]))).status).toBe(200);
}

/** One of its own for a test, which leaves nothing behind. */
async function anotherInstallation(environment?: Environment): Promise<Installation> {
  const other = await createInstallation(environment);
  onTestFinished(() => other.remove());
  return other;
}

const replyTo = (person: string) => () => graph.replies.find(({ recipient }) => recipient === person);

/** Starts with the variables and expects it to give up; answers the one line that it says. */
async function refusal(where: Installation, environment: Environment): Promise<string> {
  const program = where.launch(environment);
  onTestFailed(() => console.log(`What Velodrome said:\n${program.output()}`));
  const limit = setTimeout(() => program.kill("SIGTERM"), 120_000);
  const { code, stdout, stderr }: Ending = await program.ended;
  clearTimeout(limit);
  expect({ code, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
  return stderr.trimEnd();
}

test("the first start answers, and shows in its banner where the console and the first sign-in are", async () => {
  const { api, output } = await start();
  expect(await ask(`${api.url}/health/live`)).toEqual({ status: 200, body: '{"status":"ok"}' });
  expect(output()).toMatch(/is ready after \d+\.\d s/);
  expect(output()).toMatch(/\/first-sign-in\?token=/);
  scene = await makeSetup(api, graph.url);
  tenant = await makeTenant(api, scene, page);
  await startReplying(api, tenant, { reply: "Got {{ message.message.text }}" });
  await post("7001000000000001", "one");
  await until("the first message is replied to", replyTo("7001000000000001"), { within });
});

test("a second start on the same data folder is refused by the folder's name", async () => {
  const other = await anotherInstallation({ VELODROME_DATA: installation.data });
  const line = await refusal(other, {});
  expect(line).toContain(installation.data);
  expect(line).toContain("in use");
});

test("a taken port is refused by its number", async () => {
  const taken = await takePort();
  const other = await anotherInstallation();
  const line = await refusal(other, { PORT: String(taken.port) });
  expect(line).toContain("PORT");
  expect(line).toContain(String(taken.port));
  taken.server.close();
  await once(taken.server, "close");
});

test.each([
  ["PORT", "eighty"],
  ["VELODROME_ROLE", "everything"],
  ["VELODROME_DEMO", "perhaps"],
  ["VELODROME_PUBLIC_URL", "ftp://example.com"],
  ["VELODROME_ENCRYPTION_KEYS", "short"],
  ["VELODROME_ADMIN_EMAIL", "nobody"],
  ["DATABASE_URL", "mysql://localhost/x"],
  ["LOG_LEVEL", "loud"],
])("a wrong %s (%s) is refused with its name and an example", async (name, value) => {
  const line = await refusal(installation, { [name]: value });
  expect(line).toContain(name);
  expect(line).toContain("for example");
});

test("a database that cannot be reached is refused in one line, which shows no password", async () => {
  const [port] = await freePorts(1);
  const other = await anotherInstallation();
  const line = await refusal(other, {
    DATABASE_URL: `postgres://velodrome:s3cret-word@127.0.0.1:${port}/velodrome`,
    VELODROME_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
  });
  expect(line).toContain("DATABASE_URL");
  expect(line).not.toContain("s3cret-word");
});

test("SIGTERM lets the call in hand end, ends open streams and PostgreSQL, and exits 0 within 10 s", async () => {
  const { api, stop } = running();
  const pid = await databasePid(installation.data);
  expect(pid !== null && isRunning(pid)).toBe(true);
  const live = await openLive(api, tenant.account);
  graph.delay = 1_000;
  await post("7001000000000002", "two");
  await until("the reply is in hand", replyTo("7001000000000002"), { within });
  const startedAt = performance.now();
  product = null;
  await stop();
  const stoppedAfter = Math.round(performance.now() - startedAt);
  console.log(`stopped ${stoppedAfter} ms after SIGTERM`);
  expect(stoppedAfter).toBeLessThan(10_000);
  await live.ended;
  expect(pid !== null && isRunning(pid)).toBe(false);
  graph.delay = 0;
});

test("the next start finds everything as it was, soon", async () => {
  const { api, readyAfter } = await start();
  console.log(`ready ${readyAfter} ms after the second start`);
  expect(readyAfter).toBeLessThan(10_000);
  expect(await api.list<Account>("/v1/accounts")).toHaveLength(1);
  const runs = await api.list<Run>(`${tenant.path}/runs`);
  expect(runs.map(({ status, text }) => ({ status, text }))).toEqual([
    { status: "succeeded", text: "two" },
    { status: "succeeded", text: "one" },
  ]);
  expect(graph.replies).toHaveLength(2);
  await post("7001000000000003", "three");
  await until("the cycle replies again", replyTo("7001000000000003"), { within });
});

test.each(["node", "node and database"] as const)("after kill -9 of %s the next start goes on", async (what) => {
  const before = running();
  product = null;
  await before.kill(what);
  const { readyAfter } = await start();
  console.log(`ready ${readyAfter} ms after kill -9 of ${what}`);
  const person = what === "node" ? "7001000000000004" : "7001000000000005";
  await post(person, "four");
  await until("the cycle replies again", replyTo(person), { within });
});
