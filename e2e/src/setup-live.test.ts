import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { ask } from "./harness/api.ts";
import { databaseUrl } from "./harness/cluster.ts";
import { freePorts } from "./harness/free-ports.ts";
import { startProgram } from "./harness/program.ts";
import { addConnection, makeAccount, makeSetup, type Scene } from "./harness/scene.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";
import { named, signIn, useBrowser } from "./harness/windows.ts";

const person = { email: "ada@example.com", password: "correct horse battery" };
const stage = useProduct({ VELODROME_ADMIN_EMAIL: person.email, VELODROME_ADMIN_PASSWORD: person.password });
const openPage = useBrowser();
const within = 60_000;
const page = "612300000000031";

/** Another web process on the same database, reached at an address of its own. */
async function startSecondWeb(): Promise<string> {
  const { data } = stage().installation;
  const [port] = await freePorts(1);
  const second = startProgram({
    PORT: String(port),
    VELODROME_DATA: data,
    VELODROME_ROLE: "web",
    VELODROME_PUBLIC_URL: named(stage().installation.url),
    VELODROME_ENCRYPTION_KEYS: (await readFile(join(data, "encryption-keys"), "utf8")).trim(),
    DATABASE_URL: await databaseUrl(data),
    LOG_LEVEL: "warn",
  });
  onTestFinished(async () => {
    second.kill("SIGTERM");
    await second.ended;
  });
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () => {
    if (second.hasEnded()) throw new Error(`The second web process ended:\n${second.output()}`);
    return (await ask(`${url}/health/ready`).catch(() => null))?.status === 200;
  };
  await until("the second web process is ready", isReady, { within: 60_000 });
  return url;
}

/**
 * Timers of a second and more fire when the test says so. (The browser's own stand-in for the clock ends the browser that
 * npm brings.) Written for the browser, whose types are not ours.
 */
const ownTimers = `
  const waiting = new Map();
  let last = 1e6;
  for (const [set, clear] of [["setTimeout", "clearTimeout"], ["setInterval", "clearInterval"]]) {
    const [nativeSet, nativeClear] = [window[set].bind(window), window[clear].bind(window)];
    window[set] = (work, delay, ...given) => {
      if (!(delay >= 1000)) return nativeSet(work, delay, ...given);
      last += 1;
      waiting.set(last, { once: set === "setTimeout", work: () => work(...given) });
      return last;
    };
    window[clear] = (id) => waiting.delete(id) || nativeClear(id);
  }
  window.letTimePass = async () => {
    for (const [id, { once, work }] of [...waiting]) {
      if (once) waiting.delete(id);
      work();
    }
    await fetch("/health/live");
  };`;

/** Whatever waits for some time to pass does what it waits for; what it asks the server has been sent afterwards. */
const letTimePass = (console: Page) => console.evaluate<void>("window.letTimePass()");

/** Requests of the console that ask how a Setup or its notices are, so far. */
function countQuestions(console: Page): () => number {
  let asked = 0;
  console.on("request", (request) => {
    if (/\/setups\/[^/]+\/health|\/v1\/notices/.test(request.url())) asked += 1;
  });
  return () => asked;
}

const shown = (console: Page, item: string, state: string) =>
  console.locator(`[data-item="${item}"][data-state="${state}"]`).waitFor();

test("what comes to one web process shows at once in a console of another, which never asks by itself", async () => {
  const { product, graph, installation } = stage();
  const { api } = product;
  const scene = await makeSetup(api, graph.url);
  const path = await makeAccount(api, "Linden Street");
  const other = await startSecondWeb();
  const there: Scene = { ...scene, url: other + new URL(scene.url).pathname };

  const console = await openPage();
  await console.addInitScript(ownTimers);
  await console.goto(`${named(installation.url)}/connectors/facebook-messenger/setups/${scene.setup.id}`);
  await signIn(console, person);
  await shown(console, "webhook", "open");
  await console.getByRole("status").filter({ hasText: "Live" }).first().waitFor();
  const asked = countQuestions(console);

  await addConnection(api, scene, path, page);
  await shown(console, "page-connected", "done");

  const forged = { ...there, secret: "another app's" };
  const body = () => envelope([{ page, items: [textItem({ page, person: "1", text: "hi" })] }]);
  expect((await postWebhook(forged, body())).status).toBe(403);
  await console
    .getByText(/1 request with a wrong signature since/)
    .first()
    .waitFor();
  await console.locator('[data-item="client-secret"]').getByText("Look at this").waitFor();
  expect((await postWebhook(forged, body())).status).toBe(403);
  await console
    .getByText(/2 requests with a wrong signature since/)
    .first()
    .waitFor();
  // The third raises the alarm, over whatever page one is on.
  expect((await postWebhook(forged, body())).status).toBe(403);
  await console.getByText("signatures_failing").first().waitFor();

  expect((await postWebhook(there, body())).status).toBe(200);
  await shown(console, "first-message", "done");
  const handshake = new URLSearchParams({ "hub.mode": "subscribe", "hub.challenge": "7" });
  const shake = (token: string) => ask(`${there.url}?${handshake}&hub.verify_token=${token}`);
  expect((await shake("a wrong one")).status).toBe(403);
  await console
    .getByText(/1 attempt with another Verify Token since/)
    .first()
    .waitFor();
  expect((await shake(scene.verifyToken)).body).toBe("7");
  await shown(console, "webhook", "done");

  // Nothing happens, so nothing is asked, however much time passes.
  const before = await settled(console, asked);
  await letTimePass(console);
  expect(asked()).toBe(before);
});

/** How often it has asked, once all is answered that was told. */
async function settled(console: Page, asked: () => number): Promise<number> {
  let last = -1;
  await until(
    "the console asks no more",
    async () => {
      await letTimePass(console);
      const same = asked() === last;
      last = asked();
      return same;
    },
    { within },
  );
  return last;
}

test("while the console is offline it says so, and what happened meanwhile is there when it is back", async () => {
  const { product, graph, installation } = stage();
  const scene = await makeSetup(product.api, graph.url);
  const console = await openPage();
  await console.goto(`${named(installation.url)}/connectors/facebook-messenger/setups/${scene.setup.id}`);
  await signIn(console, person);
  await shown(console, "webhook", "open");
  await console.context().setOffline(true);
  await console.getByText(/You are offline\. What you see may be old/).waitFor();
  const handshake = new URLSearchParams({ "hub.mode": "subscribe", "hub.challenge": "7" });
  expect((await ask(`${scene.url}?${handshake}&hub.verify_token=${scene.verifyToken}`)).body).toBe("7");
  await console.context().setOffline(false);
  await shown(console, "webhook", "done");
});
