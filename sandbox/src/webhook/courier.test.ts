import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Sandbox } from "../app.ts";
import { type CallbackServer, callbackServer } from "../testing/callback-server.ts";
import { demo, demoSandbox, personSays } from "../testing/demo.ts";
import { Patience } from "../testing/patience.ts";
import type { Delivery } from "../world/shape.ts";

let callback: CallbackServer;
let sandbox: Sandbox;
let time: Patience;

beforeEach(async () => {
  time = new Patience();
  callback = await callbackServer();
  sandbox = await demoSandbox({ callbackUrl: callback.url, now: () => time.now, schedule: time.schedule });
  time.watch(sandbox.world);
});

afterEach(async () => {
  await sandbox.close();
  await callback.close();
});

const deliveries = (): Delivery[] => sandbox.world.state.deliveries;
const texts = () => callback.received.map(({ raw }) => JSON.parse(raw.toString()).entry[0].messaging[0].message.text);

it("posts what a person says, signed with the app's secret over the raw bytes", async () => {
  await personSays(sandbox, { text: "Grüße / 😀\ud83d" });
  await callback.arrived(1);
  const [received] = callback.received;
  expect(received?.headers["content-type"]).toBe("application/json");
  const hash = createHmac("sha256", demo.app.secret)
    .update(received?.raw ?? "")
    .digest("hex");
  expect(received?.headers["x-hub-signature-256"]).toBe(`sha256=${hash}`);
  expect(received?.raw.toString("latin1")).toContain(String.raw`Gr\u00fc\u00dfe \/ \ud83d\ude00\ud83d`);
  await time.until(() => deliveries()[0]?.state === "answered");
  expect(deliveries()[0]?.attempts).toMatchObject([{ status: 200, answer: "EVENT_RECEIVED" }]);
  expect(sandbox.world.state.threads[0]?.messages[0]?.state).toBe("delivered");
});

it("retries at once, then after 1 s, and lets nothing of that person overtake", async () => {
  callback.statuses = [500, 403];
  await personSays(sandbox, { text: "one" });
  await personSays(sandbox, { text: "two" });
  await callback.arrived(2);
  await time.until(() => time.planned.length > 0);
  expect(time.planned.map(({ ms }) => ms)).toEqual([1000]);
  expect(texts()).toEqual(["one", "one"]);
  await time.pass();
  await callback.arrived(4);
  expect(texts()).toEqual(["one", "one", "one", "two"]);
  await time.until(() => deliveries().every((delivery) => delivery.state === "answered"));
  expect(deliveries()[0]?.attempts.map((attempt) => attempt.status)).toEqual([500, 403, 200]);
});

it("keeps the order for any pattern of failures", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(200, 500), { maxLength: 6 }), async (statuses) => {
      callback.received.length = 0;
      callback.statuses = [...statuses];
      const begun = deliveries().length;
      for (const text of ["a", "b", "c"]) await personSays(sandbox, { text });
      const own = () => deliveries().slice(begun);
      while (own().some((delivery) => delivery.state === "pending")) {
        await time.until(() => time.planned.length > 0 || own().every((delivery) => delivery.state === "answered"));
        if (time.planned.length > 0) await time.pass();
      }
      const order = texts().filter((text, index, all) => text !== all[index - 1]);
      expect(order).toEqual(["a", "b", "c"]);
    }),
    { numRuns: 15 },
  );
});

it("gives up after an hour and goes on with the next", async () => {
  callback.statuses = [500, 500];
  await personSays(sandbox, { text: "lost" });
  await personSays(sandbox, { text: "kept" });
  await time.until(() => time.planned.length > 0);
  callback.statuses = [500];
  time.now += 3_600_000;
  time.planned.shift()?.run();
  await callback.arrived(4);
  await time.until(() => deliveries()[1]?.state === "answered");
  expect(deliveries()[0]).toMatchObject({ state: "dropped", note: "Given up after an hour of failures." });
  expect(texts().at(-1)).toBe("kept");
  // As at Meta: what comes now goes nowhere, until somebody subscribes the app again.
  expect(sandbox.world.state.pages[0]?.apps).toEqual([]);
});

it("counts a redirect and a dead address as failures", async () => {
  callback.statuses = [302, 302];
  await personSays(sandbox, { text: "moved" });
  await time.until(() => time.planned.length > 0);
  expect(deliveries()[0]?.attempts.map((attempt) => attempt.status)).toEqual([302, 302]);
  await callback.close();
  await time.pass();
  await time.until(() => time.planned.length > 0);
  expect(deliveries()[0]?.attempts.at(-1)).toMatchObject({ status: null, error: expect.stringMatching(/./) });
  callback = await callbackServer();
});

it("sends only fields listed at the app and at the Page", async () => {
  const [app] = sandbox.world.state.apps;
  const [page] = sandbox.world.state.pages;
  if (app) app.fields = ["messages"];
  await personSays(sandbox, { postback: { title: "Order", payload: "O1" } });
  expect(deliveries()).toHaveLength(0);
  if (app && page) {
    app.fields = ["messages", "messaging_postbacks"];
    page.apps = [{ id: app.id, fields: ["messages"] }];
  }
  await personSays(sandbox, { postback: { title: "Order", payload: "O1" } });
  expect(deliveries()).toHaveLength(0);
  await personSays(sandbox, { quickReply: { title: "Red", payload: "COLOUR_RED" } });
  await callback.arrived(1);
  expect(JSON.parse(callback.received[0]?.raw.toString() ?? "").entry[0].messaging[0].message).toMatchObject({
    text: "Red",
    quick_reply: { payload: "COLOUR_RED" },
  });
});

it("holds webhooks while the callback is being verified and sends them afterwards", async () => {
  const [app] = sandbox.world.state.apps;
  if (app?.callback) app.callback.state = "verifying";
  await personSays(sandbox, { text: "early" });
  expect(deliveries()[0]).toMatchObject({ state: "pending", attempts: [] });
  sandbox.begin();
  await callback.arrived(1);
  expect(texts()).toEqual(["early"]);
});
