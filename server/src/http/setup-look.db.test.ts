import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { lookAtSetups } from "../chore/look-at-setups.ts";
import { failed } from "../connection/testing/page-connector.ts";
import { createPageScene, mendWorld, type PageScene } from "./testing/page-scene.ts";

let scene: PageScene;
let call: PageScene["server"]["call"];
beforeAll(async () => {
  scene = await createPageScene();
  ({ call } = scene.server);
});
afterAll(() => scene.server.close());
beforeEach(() => mendWorld(scene.world));

/** Every Setup and every Page has its turn. */
async function look(): Promise<void> {
  const { pool } = scene.server.database;
  await pool.query("UPDATE setup SET look_due_at = now() - interval '1 hour'");
  await pool.query("DELETE FROM connection_check");
  await lookAtSetups(scene.server.deps, new AbortController().signal);
}

test("a pair that nobody could be asked about is checked once somebody can be", async () => {
  const setup = await scene.addSetup();
  const read = async () => (await call("GET", setup.path)).body;
  scene.world.check = failed("connection_failed", "retryable");
  expect((await call("POST", `${setup.path}/check`)).body).toMatchObject({ ok: false, field: null });
  await look();
  expect(await read()).toMatchObject({ appName: null, checkedAt: null });
  mendWorld(scene.world);
  await look();
  expect(await read()).toMatchObject({ appName: "Acme Chat", checkedAt: expect.any(String) });
});

test("a wrong pair is not tried again by itself", async () => {
  const setup = await scene.addSetup();
  scene.world.check = failed("client_secret_wrong", "terminal", { field: "clientSecret" });
  await call("POST", `${setup.path}/check`);
  mendWorld(scene.world);
  await look();
  expect((await call("GET", setup.path)).body).toMatchObject({ appName: null, checkedAt: null });
});

test("what was said of a Page that could not be subscribed is gone once it is", async () => {
  const setup = await scene.addSetup();
  scene.world.failures.set("77", failed("not_subscribed", "retryable"));
  const connection = await scene.connect(setup, "77");
  const reason = async () => (await call("GET", connection.path)).body.reason;
  expect(await reason()).toMatchObject({ code: "not_subscribed" });
  await look();
  expect(await reason()).toMatchObject({ code: "not_subscribed" });
  scene.world.failures.clear();
  scene.world.subscriptions.set("77", ["messages"]);
  await look();
  expect(await reason()).toBeNull();
});
