import { afterEach, beforeEach, expect, it } from "vitest";
import type { Sandbox } from "../app.ts";
import { type CallbackServer, callbackServer } from "../testing/callback-server.ts";
import { demo, demoSandbox } from "../testing/demo.ts";
import { Patience } from "../testing/patience.ts";

let callback: CallbackServer;
let sandbox: Sandbox;
let time: Patience;

const state = () => sandbox.world.state.apps[0]?.callback?.state;

beforeEach(async () => {
  time = new Patience();
  callback = await callbackServer();
  const app = { ...demo.app, callbackUrl: `${callback.url}?token=kept`, verifyToken: "verify-me" };
  sandbox = await demoSandbox({ now: () => time.now, schedule: time.schedule, seed: { apps: [app] } });
});

afterEach(async () => {
  await sandbox.close();
  await callback.close();
});

function changed(): Promise<void> {
  return new Promise((resolve) => {
    const stop = sandbox.world.listen(() => {
      stop();
      resolve();
    });
  });
}

it("shakes hands with a seeded callback at start and keeps its own query", async () => {
  sandbox.begin();
  await changed();
  expect(state()).toBe("verified");
  const [query] = callback.handshakes;
  expect(query?.get("token")).toBe("kept");
  expect(query?.get("hub.mode")).toBe("subscribe");
  expect(query?.get("hub.challenge")).toMatch(/^\d+$/);
});

it("asks again every 500 ms until the server is there", async () => {
  callback.verifyToken = "not known yet";
  sandbox.begin();
  await changed();
  expect(state()).toBe("verifying");
  expect(time.planned.map(({ ms }) => ms)).toEqual([500]);
  callback.verifyToken = "verify-me";
  time.planned.shift()?.run();
  await changed();
  expect(state()).toBe("verified");
  expect(time.planned).toEqual([]);
});

it("gives up after a minute and says why", async () => {
  callback.verifyToken = "another";
  sandbox.begin();
  await changed();
  time.now += 60_000;
  time.planned.shift()?.run();
  await changed();
  expect(sandbox.world.state.apps[0]?.callback).toMatchObject({
    state: "failed",
    reason: "HTTP Status Code = 403; HTTP Message = Forbidden",
  });
  expect(time.planned).toEqual([]);
});
