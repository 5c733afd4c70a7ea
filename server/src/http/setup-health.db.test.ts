import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lookAtSetups } from "../chore/look-at-setups.ts";
import { watchSignatures } from "../chore/watch-signatures.ts";
import { newId } from "../base/id.ts";
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

const goesOn = new AbortController().signal;
const watch = () => watchSignatures(scene.server, goesOn);
const look = () => lookAtSetups(scene.server.deps, goesOn);
const health = async ({ path }: SceneSetup, more = "") => (await call("GET", `${path}/health${more}`)).body;
const codes = async (setup: SceneSetup, more = "") =>
  (await health(setup, more)).findings.map(({ code }: { code: string }) => code);
const findingOf = async (setup: SceneSetup, wanted: string) =>
  (await health(setup)).findings.find(({ code }: { code: string }) => code === wanted);
const rowOf = async (setup: SceneSetup, item: string) =>
  (await health(setup)).checklist.find((row: { item: string }) => row.item === item);
const noticesOf = async (setup: SceneSetup) =>
  (await call("GET", "/v1/notices?limit=200")).body.items.filter((each: { setup: string }) => each.setup === setup.id);
/** One that is live, checked and registered. */
async function readySetup(more: object = {}): Promise<SceneSetup> {
  const setup = await scene.addSetup({ live: true, verifyToken: "v", ...more });
  await call("POST", `${setup.path}/check`);
  scene.world.verify = async (wanted) => void (await scene.verifyAt(wanted));
  await call("POST", `${setup.path}/register-webhook`, { force: true });
  return setup;
}

describe("requests that are turned away", () => {
  test("say since when, until a genuine one comes", async () => {
    const setup = await readySetup();
    const wrong = async () =>
      (await health(setup)).rejections.find((each: { reason: string }) => each.reason === "wrong_signature");
    for (let count = 0; count < 2; count++) expect(await scene.post(setup.key, "other")).toBe("rejected");
    const first = await wrong();
    expect(first).toMatchObject({ count: 2, recent: 2, since: expect.any(String) });
    expect(await findingOf(setup, "signatures_failing")).toMatchObject({
      severity: "error",
      act: "change-secret",
      message: expect.stringMatching(/^2 requests with a wrong signature since .* UTC: the Client Secret is not/),
      details: { count: 2, since: first.since },
    });
    expect(await scene.post(setup.key, "secret-one")).toBe("kept");
    expect(await wrong()).toMatchObject({ count: 2, recent: 0, since: null });
    expect(await codes(setup)).toEqual([]);
    await scene.post(setup.key, "other");
    const again = await wrong();
    expect(again).toMatchObject({ count: 3, recent: 1 });
    expect(Date.parse(again.since)).toBeGreaterThanOrEqual(Date.parse(first.since));
    await scene.post(setup.key);
    expect(await codes(setup)).toEqual(["signatures_failing", "signatures_missing"]);
  });

  test("a handshake says nothing about signatures, and a genuine request nothing about handshakes", async () => {
    const setup = await readySetup();
    await scene.post(setup.key, "other");
    await scene.shake(setup.key, { mode: "subscribe", token: "wrong" });
    await scene.shake(setup.key, {});
    expect(await codes(setup)).toEqual(["signatures_failing", "verify_token_wrong", "handshake_incomplete"]);
    await scene.shake(setup.key, { mode: "subscribe", token: "v" });
    expect(await codes(setup)).toEqual(["signatures_failing"]);
    await scene.shake(setup.key, { mode: "subscribe", token: "wrong" });
    await scene.post(setup.key, "secret-one");
    expect(await codes(setup)).toEqual(["verify_token_wrong"]);
    expect(await findingOf(setup, "verify_token_wrong")).toMatchObject({
      act: "register-webhook",
      details: { count: 1 },
    });
  });
});

describe("the alarm about signatures", () => {
  test("rings with the third, once, ends after a genuine one, and then asks to subscribe the Pages anew", async () => {
    const setup = await readySetup();
    await scene.connect(setup, "1");
    await scene.connect(setup, "2");
    for (let count = 0; count < 2; count++) await scene.post(setup.key, "other");
    expect(await noticesOf(setup)).toEqual([]);
    await Promise.all([scene.post(setup.key, "other"), scene.post(setup.key, "other")]);
    const [notice, ...others] = await noticesOf(setup);
    expect(notice).toMatchObject({
      code: "signatures_failing",
      severity: "error",
      act: "change-secret",
      connector: "pages",
    });
    expect(others).toEqual([]);
    await watch();
    expect(await noticesOf(setup)).toHaveLength(1);
    expect(await codes(setup)).not.toContain("resubscribe_needed");

    await scene.post(setup.key, "secret-one");
    await watch();
    expect(await noticesOf(setup)).toEqual([]);
    expect(await findingOf(setup, "resubscribe_needed")).toMatchObject({
      act: "resubscribe-all",
      message: expect.stringContaining("Re-subscribe all 2 Pages."),
    });
    scene.world.subscriptions.clear();
    expect((await call("POST", `${setup.path}/resubscribe`)).body).toEqual({ subscribed: 2, failed: [] });
    expect([...scene.world.subscriptions.keys()].toSorted()).toEqual(["1", "2"]);
    expect(await codes(setup)).toEqual([]);
  });

  test("does not ask for ever to subscribe all anew because of one that is refused for good", async () => {
    const setup = await readySetup();
    await scene.connect(setup, "5");
    await scene.connect(setup, "6");
    for (let count = 0; count < 3; count++) await scene.post(setup.key, "other");
    await scene.post(setup.key, "secret-one");
    const resubscribe = () => call("POST", `${setup.path}/resubscribe`);
    scene.world.failures.set("6", failed("unreachable", "retryable"));
    await resubscribe();
    expect(await codes(setup)).toContain("resubscribe_needed");
    scene.world.failures.set("6", failed("permission_missing", "terminal"));
    await resubscribe();
    expect(await codes(setup)).not.toContain("resubscribe_needed");
  });

  test("is raised by the minute's look when it could not be at once", async () => {
    const setup = await readySetup();
    await scene.post(setup.key, "other");
    const { pool } = scene.server.database;
    await pool.query("UPDATE setup_count SET recent = 9, count = 9 WHERE setup_id = $1", [setup.rowId]);
    await watch();
    expect(await noticesOf(setup)).toMatchObject([{ code: "signatures_failing" }]);
  });
});

describe("POST …/resubscribe", () => {
  test("names what failed and goes on with the rest; a dead token is noted at its connection", async () => {
    const setup = await readySetup();
    const pages = await Promise.all(["11", "12", "13"].map((page) => scene.connect(setup, page)));
    const dead = failed("token_invalid", "terminal");
    scene.world.failures.set("12", Object.assign(dead, { reauthenticate: true }));
    scene.world.failures.set("13", failed("unreachable", "retryable"));
    const { body } = await call("POST", `${setup.path}/resubscribe`);
    expect(body).toEqual({
      subscribed: 1,
      failed: expect.arrayContaining([
        { connection: pages[1]?.id, page: "12", code: "token_invalid", message: "It failed: token_invalid." },
        { connection: pages[2]?.id, page: "13", code: "unreachable", message: "It failed: unreachable." },
      ]),
    });
    const statusOf = async (at: number) => (await call("GET", pages[at]?.path ?? "")).body.status;
    expect([await statusOf(0), await statusOf(1), await statusOf(2)]).toEqual([
      "authenticated",
      "needs_reauthentication",
      "authenticated",
    ]);
  });

  test("names all that running cycles listen to besides", async () => {
    const setup = await readySetup();
    const { account, rowId } = await scene.connect(setup, "21");
    await scene.connect(setup, "22");
    const cycle = newId();
    const { pool } = scene.server.database;
    await pool.query("INSERT INTO cycle (account_id, id, name, draft) VALUES ($1, $2, 'C', '{}')", [account.id, cycle]);
    await pool.query(
      `INSERT INTO listener (setup_id, external_id, method, account_id, cycle_id, version, step, ordinal)
       VALUES ($1, '21', 'read', $2, $3, 1, 'm', 0)`,
      [setup.rowId, account.id, cycle],
    );
    expect(await codes(setup, "?refresh=true")).toEqual(["fields_missing", "page_fields_missing"]);
    await call("POST", `${setup.path}/resubscribe`);
    expect(scene.world.subscriptions.get("21")).toEqual(["messages", "postbacks", "reads"]);
    expect(scene.world.subscriptions.get("22")).toEqual(["messages", "postbacks"]);
    await call("POST", `${setup.path}/register-webhook`);
    expect(scene.world.registration).toMatchObject({ fields: ["messages", "postbacks", "reads"] });
    expect(await codes(setup)).toEqual([]);
    const { rows } = await pool.query("SELECT subscribed_fields FROM connection WHERE id = $1", [rowId]);
    expect(rows[0].subscribed_fields).toEqual(["messages", "postbacks", "reads"]);
  });
});

describe("drift", () => {
  test("is found on demand, told, and mended by registering", async () => {
    const setup = await readySetup();
    await scene.connect(setup, "31");
    const good = scene.world.registration;
    expect(await codes(setup, "?refresh=true")).toEqual([]);
    const standing = { url: setup.webhookUrl, active: true, fields: ["messages", "postbacks"] };
    const seen = async (registration: typeof scene.world.registration) => {
      scene.world.registration = registration;
      return codes(setup, "?refresh=true");
    };
    const { pool } = scene.server.database;
    const anHourAgo = new Date(scene.server.clock.now() - 3_600_000);
    await pool.query("UPDATE setup SET verified_at = $2 WHERE id = $1", [setup.rowId, anHourAgo]);
    expect(await rowOf(setup, "webhook")).toMatchObject({ state: "done", at: anHourAgo.toISOString() });
    expect(await seen(null)).toEqual(["webhook_not_registered"]);
    expect(await rowOf(setup, "webhook")).toMatchObject({ state: "open" });
    expect(await seen({ ...standing, url: "https://other.example/" })).toEqual(["webhook_foreign"]);
    expect(await rowOf(setup, "webhook")).toMatchObject({ state: "failed" });
    expect(await seen({ ...standing, url: `https://old.example/webhooks/pages/${setup.key}` })).toEqual([
      "webhook_moved",
    ]);
    expect(await seen({ ...standing, active: false })).toEqual(["webhook_inactive"]);
    expect(await rowOf(setup, "webhook")).toMatchObject({ state: "failed" });
    expect(await seen({ ...standing, fields: ["messages"] })).toEqual(["fields_missing"]);
    expect(await rowOf(setup, "fields")).toMatchObject({ state: "open", message: "Missing: postbacks" });
    expect(await noticesOf(setup)).toMatchObject([{ code: "fields_missing", act: "register-webhook" }]);
    await call("POST", `${setup.path}/register-webhook`);
    expect(scene.world.registration).toEqual(good);
    expect(await codes(setup)).toEqual([]);
    expect(await noticesOf(setup)).toEqual([]);
  });

  test("is not told of a look from before the address was verified", async () => {
    const setup = await scene.addSetup({ live: true, verifyToken: "v" });
    await call("POST", `${setup.path}/check`);
    expect(await codes(setup, "?refresh=true")).toEqual(["webhook_not_registered"]);
    expect(await scene.shake(setup.key, { mode: "subscribe", token: "v" })).toBe("kept");
    expect(await codes(setup)).toEqual([]);
    expect(await rowOf(setup, "webhook")).toMatchObject({ state: "done" });
  });

  test("of Pages is found by the periodic look, which comes to each Setup in turn", async () => {
    const setup = await readySetup();
    await scene.connect(setup, "41");
    scene.world.subscriptions.clear();
    await look();
    expect(await findingOf(setup, "pages_unsubscribed")).toMatchObject({
      act: "resubscribe-all",
      message: "1 Page is no longer subscribed, so its events do not come.",
      details: { pages: [{ id: "41", name: "Page" }] },
    });
    expect(await noticesOf(setup)).toMatchObject([{ code: "pages_unsubscribed", severity: "error" }]);
    scene.world.registration = null;
    await look();
    expect(await codes(setup)).not.toContain("webhook_not_registered");
    const { pool } = scene.server.database;
    const { rows } = await pool.query(
      "SELECT look_due_at > now() + interval '14 minutes' AS later FROM setup WHERE id = $1",
      [setup.rowId],
    );
    expect(rows).toEqual([{ later: true }]);
  });

  test("an application that cannot be asked leaves what was known, and says so", async () => {
    const setup = await readySetup();
    scene.world.registration = failed("unreachable", "retryable");
    const now = await health(setup, "?refresh=true");
    expect(now.registration).toMatchObject({ url: setup.webhookUrl });
    expect(now.findings).toMatchObject([{ code: "look_failed", mender: "meta", details: { reason: "unreachable" } }]);
  });
});

describe("what time brings", () => {
  test("a version's end is told 90 days before, and when it has come", async () => {
    const setup = await readySetup({ graphVersion: "v21.0" });
    expect(await findingOf(setup, "version_ending")).toMatchObject({
      severity: "warning",
      act: "change-version",
      details: { version: "v21.0", until: "2027-01-21" },
    });
    await scene.server.database.pool.query("UPDATE setup SET graph_version = 'v20.0' WHERE id = $1", [setup.rowId]);
    expect(await findingOf(setup, "version_ended")).toMatchObject({ severity: "error", act: "change-version" });
    expect((await call("PATCH", setup.path, { name: "Still to be changed" })).status).toBe(200);
  });

  test("before the app is live that is said, and more loudly after a day without a message", async () => {
    const setup = await readySetup({ live: false });
    expect(await codes(setup)).toEqual(["app_in_development"]);
    await scene.connect(setup, "51");
    await call("GET", `${setup.path}/health?refresh=true`);
    const { pool } = scene.server.database;
    const dayAgo = new Date(scene.server.clock.now() - 25 * 3_600_000);
    await pool.query("UPDATE setup SET verified_at = $2 WHERE id = $1", [setup.rowId, dayAgo]);
    expect(await codes(setup)).toEqual(["silent_in_development"]);
    await call("PATCH", setup.path, { live: true });
    expect(await codes(setup)).toEqual([]);
    expect(await rowOf(setup, "app-live")).toMatchObject({ state: "done" });
  });

  test("a second Setup of the same application is told of at both, and nothing is refused", async () => {
    const setup = await readySetup({ name: "First", clientId: "990011" });
    expect(await codes(setup)).toEqual([]);
    const other = await readySetup({ name: "Second", clientId: "990011" });
    await readySetup({ clientId: "990011", graphUrl: "http://127.0.0.1:4000" });
    expect(await findingOf(setup, "client_id_twice")).toEqual({
      ...{ code: "client_id_twice", severity: "warning", mender: "partner", act: null },
      message:
        'The Setup "Second" has the same Client ID. One app has one callback URL, so events come to only one of the two.',
      details: { setups: [{ id: other.id, name: "Second" }] },
    });
    expect((await findingOf(other, "client_id_twice")).details).toEqual({ setups: [{ id: setup.id, name: "First" }] });
    await call("DELETE", other.path);
    expect(await codes(setup)).toEqual([]);
  });

  test("what nobody but a person can see is done once ticked", async () => {
    const setup = await scene.addSetup();
    expect(await rowOf(setup, "permissions")).toMatchObject({ state: "open", at: null });
    await call("PATCH", setup.path, { ticks: { permissions: true, "privacy-urls": true } });
    expect(await rowOf(setup, "permissions")).toMatchObject({ state: "done", at: "2026-11-22T12:00:00.000Z" });
    await call("PATCH", setup.path, { ticks: { permissions: false } });
    expect(await rowOf(setup, "permissions")).toMatchObject({ state: "open" });
  });
});

test("a retired secret is refused by every process within five seconds", async () => {
  const setup = await readySetup();
  await call("PATCH", setup.path, { clientSecret: "secret-two" });
  expect([await scene.post(setup.key, "secret-one"), await scene.post(setup.key, "secret-two")]).toEqual([
    "kept",
    "kept",
  ]);
  await call("PATCH", setup.path, { retireFormerSecret: true });
  scene.server.pass(5001);
  expect([await scene.post(setup.key, "secret-one"), await scene.post(setup.key, "secret-two")]).toEqual([
    "rejected",
    "kept",
  ]);
});
