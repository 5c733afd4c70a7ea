import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { lookAtSetups } from "../chore/look-at-setups.ts";
import { noticesTopic, setupTopic } from "../db/signal.ts";
import { failed } from "../connection/testing/page-connector.ts";
import { createPageScene, mendWorld, type PageScene, type SceneSetup } from "./testing/page-scene.ts";

let scene: PageScene;
let call: PageScene["server"]["call"];
beforeAll(async () => {
  scene = await createPageScene();
  ({ call } = scene.server);
});
afterAll(() => scene.server.close());
beforeEach(() => mendWorld(scene.world));

/** Whether listeners are told of the Setup, and of notices, by what is done. */
async function told(setup: SceneSetup, act: () => Promise<unknown>): Promise<string[]> {
  scene.server.takeTouched();
  await act();
  const topics = scene.server.takeTouched();
  return [
    ...(topics.includes(setupTopic(setup.rowId)) ? ["setup"] : []),
    ...(topics.includes(noticesTopic) ? ["notices"] : []),
  ];
}

const health = async ({ path }: SceneSetup) => (await call("GET", `${path}/health`)).body;

test("whoever shows a Setup is told when its values change or it goes", async () => {
  const setup = await scene.addSetup();
  expect(await told(setup, () => call("PATCH", setup.path, { live: true }))).toEqual(["setup"]);
  expect(await told(setup, () => call("POST", `${setup.path}/check`))).toEqual(["setup"]);
  scene.world.check = failed("wrong_secret", "terminal", { field: "clientSecret" });
  expect(await told(setup, () => call("POST", `${setup.path}/check`))).toEqual(["setup"]);
  expect(await told(setup, () => call("DELETE", setup.path))).toContain("setup");
});

test("of every request that is turned away, and of an alarm", async () => {
  const setup = await scene.addSetup({ verifyToken: "right" });
  expect(await told(setup, () => scene.post(setup.key, "wrong"))).toEqual(["setup"]);
  await scene.post(setup.key, "wrong");
  expect(await told(setup, () => scene.post(setup.key, "wrong"))).toEqual(["setup", "notices"]);
  expect(await told(setup, () => scene.shake(setup.key, { mode: "subscribe", token: "guess" }))).toEqual(["setup"]);
});

test("of the first genuine request, of a verification and of what is registered", async () => {
  const setup = await scene.addSetup({ verifyToken: "right" });
  expect(await told(setup, () => scene.post(setup.key, "secret-one"))).toEqual(["setup"]);
  expect(await told(setup, () => scene.shake(setup.key, { mode: "subscribe", token: "right" }))).toEqual(["setup"]);
  expect(await told(setup, () => call("POST", `${setup.path}/register-webhook`, {}))).toContain("setup");
  scene.world.registration = failed("unavailable", "retryable");
  await scene.server.database.pool.query("UPDATE setup SET look_due_at = now() WHERE id = $1", [setup.rowId]);
  const look = () => lookAtSetups(scene.server.deps, new AbortController().signal);
  expect(await told(setup, look)).toContain("setup");
});

test("of a look at the application only when it shows another thing than the last one", async () => {
  const setup = await scene.addSetup();
  const { path } = await scene.connect(setup, "61");
  const look = () => call("GET", `${path}/health?refresh=true`);
  await look();
  expect(await told(setup, look)).toEqual([]);
  scene.world.failures.set("61", failed("unavailable", "retryable"));
  expect(await told(setup, look)).toEqual(["setup"]);
  expect(await told(setup, look)).toEqual([]);
  scene.world.registration = failed("unavailable", "retryable");
  expect(await told(setup, look)).toEqual(["setup"]);
  expect(await told(setup, look)).toEqual([]);
});

test("of a Page that is connected, de-authenticated or deleted, and of what its people were told", async () => {
  const setup = await scene.addSetup();
  expect(await told(setup, () => scene.connect(setup, "71"))).toEqual(["setup", "notices"]);
  const { path } = await scene.connect(setup, "72");
  expect(await told(setup, () => call("DELETE", `${path}/credentials`))).toEqual(["setup", "notices"]);
  expect(await told(setup, () => call("DELETE", path))).toEqual(["setup", "notices"]);
});

test("subscribing all Pages anew is told as it goes on, and is over afterwards", async () => {
  const setup = await scene.addSetup();
  for (const page of ["81", "82", "83"]) await scene.connect(setup, page);
  scene.world.failures.set("82", failed("unavailable", "retryable"));
  const seen: unknown[] = [];
  scene.world.onSubscribe = async () => {
    scene.server.pass(1000);
    seen.push((await health(setup)).resubscription);
  };
  expect(await told(setup, () => call("POST", `${setup.path}/resubscribe`))).toContain("setup");
  scene.world.onSubscribe = async () => {};
  expect(seen).toHaveLength(3);
  expect(seen[0]).toMatchObject({ total: 3, done: 0, failed: 0, stalled: false });
  expect((await health(setup)).resubscription).toBeNull();
});

test("one whose process went away in the middle says so", async () => {
  const setup = await scene.addSetup();
  const at = new Date(scene.server.clock.now()).toISOString();
  const left = { startedAt: at, updatedAt: at, finishedAt: null, total: 9, done: 4, failed: 1 };
  await scene.server.database.pool.query("UPDATE setup SET resubscription = $2 WHERE id = $1", [setup.rowId, left]);
  expect((await health(setup)).resubscription).toEqual({ startedAt: at, total: 9, done: 4, failed: 1, stalled: false });
  scene.server.pass(61_000);
  expect((await health(setup)).resubscription).toMatchObject({ done: 4, stalled: true });
});
