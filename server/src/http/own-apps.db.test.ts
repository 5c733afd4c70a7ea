import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listAudit } from "../account/audit.ts";
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

const setups = "/v1/connectors/pages/setups";
const wrongSecret = () => failed("wrong_secret", "terminal", { field: "clientSecret" });
const down = () => failed("no_answer", "timeout");

/** A Setup that leaves its application empty. */
const makeBase = (more: object = {}) => scene.addSetup({ clientId: null, clientSecret: null, ...more });
const appsOf = async (base: string) => (await call("GET", `${setups}?base=${base}`)).body.items;
let last = 9000;
const newId = () => String(last++);

/** A connection under it, in an account of its own. */
async function bring(setup: string, properties: object, account?: string) {
  const wire = account ?? (await scene.server.addAccount("Customer")).wire;
  const path = `/v1/accounts/${wire}/connections`;
  const made = await call("POST", path, { connector: "pages", setup, name: "Page", properties });
  return { ...made, path: `${path}/${made.body.id}`, account: wire };
}
const problemsOf = ({ body }: { body: { error: { details: { problems: { path: string }[] } } } }) =>
  body.error.details.problems.map(({ path }) => path);

test("a Setup says what it leaves empty, and is no application itself", async () => {
  const base = await makeBase();
  const read = (await call("GET", base.path)).body;
  expect(read).toMatchObject({ clientId: null, hasClientSecret: false, base: null });
  expect(read.asks).toEqual(["clientId", "clientSecret"]);
  const { checklist, findings } = (await call("GET", `${base.path}/health`)).body;
  expect([checklist.map(({ item }: { item: string }) => item), findings]).toEqual([["public-address"], []]);
  for (const act of ["check", "register-webhook"]) {
    expect((await call("POST", `${base.path}/${act}`, {})).body.error.code).toBe("invalid_request");
  }
  expect((await call("GET", (await makeBase({ clientId: "4711" })).path)).body.asks).toEqual(["clientSecret"]);
  const lone = await call("POST", setups, { name: "App", clientId: null, clientSecret: "s" });
  expect([lone.status, problemsOf(lone)]).toEqual([400, ["clientSecret"]]);
});

describe("a connection under it", () => {
  test("is asked for what is empty, and for nothing else", async () => {
    const base = await makeBase();
    expect(problemsOf(await bring(base.id, {}))).toEqual(["properties.clientId", "properties.clientSecret"]);
    const full = await scene.addSetup();
    expect(problemsOf(await bring(full.id, { clientId: "1", clientSecret: "s" }))).toEqual([
      "properties.clientId",
      "properties.clientSecret",
    ]);
    const half = await makeBase({ clientId: newId() });
    expect((await bring(half.id, { clientSecret: "s" })).status).toBe(201);
  });

  test("brings an application with a webhook address, secrets and tokens of its own", async () => {
    const base = await makeBase({ scopes: ["one"], sharedPages: "each", verifyToken: "word" });
    const clientId = newId();
    const made = await bring(base.id, { clientId: ` ${clientId} `, clientSecret: " secret-own " });
    expect(made.status).toBe(201);
    expect(made.text).not.toContain("secret-own");
    const [app, ...others] = await appsOf(base.id);
    expect(others).toEqual([]);
    expect(app).toMatchObject({
      ...{ id: made.body.setup, base: base.id, clientId, appName: "Acme Chat", name: "Acme Chat", asks: [] },
      ...{ scopes: ["one"], sharedPages: "each", hasClientSecret: true, hasVerifyToken: true, connections: 1 },
    });
    const key = String(app.webhookUrl).split("/").at(-1) ?? "";
    expect(key).not.toBe(base.key);
    expect(await scene.post(key, "secret-own")).toBe("kept");
    expect(await scene.post(base.key, "secret-own")).not.toBe("kept");
    expect(await scene.shake(key, { mode: "subscribe", token: "word" })).toBe("kept");
    // It stands under the one that asked for it, and nowhere else.
    const listed = (await call("GET", `${setups}?limit=200`)).body.items.map(({ id }: { id: string }) => id);
    expect(listed).toContain(base.id);
    expect(listed).not.toContain(app.id);
    expect((await call("GET", base.path)).body.connections).toBe(1);
    expect((await bring(app.id, {})).status).toBe(400);
  });

  test("with a wrong pair is not made, and the field at fault is named; Facebook down, it is kept unchecked", async () => {
    const base = await makeBase();
    expect(problemsOf(await bring(base.id, { clientId: "12a", clientSecret: "s" }))).toEqual(["properties.clientId"]);
    scene.world.check = wrongSecret();
    expect(problemsOf(await bring(base.id, { clientId: newId(), clientSecret: "s" }))).toEqual([
      "properties.clientSecret",
    ]);
    expect(await appsOf(base.id)).toEqual([]);
    scene.world.check = down();
    const made = await bring(base.id, { clientId: newId(), clientSecret: "s" });
    expect(made.status).toBe(201);
    expect((await appsOf(base.id))[0]).toMatchObject({ checkedAt: null, appName: null });
    // It is tried again in its turn.
    scene.world.check = { name: "Acme Chat" };
    await lookAtSetups(scene.server.deps, new AbortController().signal);
    expect((await appsOf(base.id))[0]).toMatchObject({ appName: "Acme Chat" });
  });

  test("brings the same application again only with its secret, which may have changed meanwhile", async () => {
    const base = await makeBase();
    const clientId = newId();
    const first = await bring(base.id, { clientId, clientSecret: "old" });
    const again = await bring(base.id, { clientId, clientSecret: "old" });
    expect(again.body.setup).toBe(first.body.setup);
    scene.world.check = wrongSecret();
    expect(problemsOf(await bring(base.id, { clientId, clientSecret: "guess" }))).toEqual(["properties.clientSecret"]);
    scene.world.check = down();
    expect((await bring(base.id, { clientId, clientSecret: "guess" })).body.error.code).toBe("unavailable");
    scene.world.check = { name: "Acme Chat" };
    const renewed = await bring(base.id, { clientId, clientSecret: "new" });
    expect(renewed.body.setup).toBe(first.body.setup);
    const key = String((await appsOf(base.id))[0].webhookUrl)
      .split("/")
      .at(-1);
    for (const secret of ["old", "new"]) expect(await scene.post(key ?? "", secret)).toBe("kept");
    // Nobody sees it on the Setup afterwards.
    const [latest] = (await listAudit({ database: scene.server.database }, { limit: 1 })).items;
    expect(latest).toMatchObject({ act: "setup.secret-changed", account: renewed.account });
    expect(latest?.details).toMatchObject({ setup: first.body.setup, what: "secret replaced by a new connection" });
    expect(JSON.stringify(latest)).not.toContain('"new"');
  });

  test("of two that bring the same one at once, both are made with one application", async () => {
    const base = await makeBase();
    const pair = { clientId: newId(), clientSecret: "s" };
    const made = await Promise.all([bring(base.id, pair), bring(base.id, pair), bring(base.id, pair)]);
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await appsOf(base.id)).toHaveLength(1);
  });

  test("takes its application along when it is the last that is deleted", async () => {
    const base = await makeBase();
    const pair = { clientId: newId(), clientSecret: "s" };
    const [one, two] = [await bring(base.id, pair), await bring(base.id, pair)];
    expect((await call("DELETE", base.path)).status).toBe(409);
    expect((await call("DELETE", one.path)).status).toBe(204);
    expect(await appsOf(base.id)).toHaveLength(1);
    expect((await call("DELETE", two.path)).status).toBe(204);
    expect(await appsOf(base.id)).toEqual([]);
    expect((await call("DELETE", base.path)).status).toBe(204);
  });

  test("one that went with its account takes its application along in the end", async () => {
    const base = await makeBase();
    const account = await scene.server.addAccount("Gone");
    await bring(base.id, { clientId: newId(), clientSecret: "s" }, account.wire);
    const { pool } = scene.server.database;
    // As when the account is deleted.
    await pool.query("UPDATE connection SET setup_id = NULL WHERE account_id = $1", [account.id]);
    await pool.query("UPDATE setup SET created_at = to_timestamp(0) WHERE base_id IS NOT NULL");
    await lookAtSetups(scene.server.deps, new AbortController().signal);
    expect(await appsOf(base.id)).toEqual([]);
  });
});

describe("what is changed", () => {
  test("at the Setup reaches every application under it, but for what is an application's own", async () => {
    const base = await makeBase({ verifyToken: "word" });
    const [one, two] = [
      await bring(base.id, { clientId: newId(), clientSecret: "s" }),
      await bring(base.id, { clientId: newId(), clientSecret: "s" }),
    ];
    await call("PATCH", `${setups}/${two.body.setup}`, { verifyToken: "its-own", live: true });
    expect((await call("PATCH", base.path, { scopes: ["two"], verifyToken: "other" })).status).toBe(200);
    const apps = new Map((await appsOf(base.id)).map((app: { id: string }) => [app.id, app]));
    const keyOf = (id: string) => (apps.get(id) as { webhookUrl: string }).webhookUrl.split("/").at(-1) ?? "";
    expect(apps.get(one.body.setup)).toMatchObject({ scopes: ["two"], live: false });
    expect(apps.get(two.body.setup)).toMatchObject({ scopes: ["two"], live: true });
    const shake = (id: string, token: string) => scene.shake(keyOf(id), { mode: "subscribe", token });
    expect([await shake(one.body.setup, "other"), await shake(two.body.setup, "its-own")]).toEqual(["kept", "kept"]);
    expect(await shake(one.body.setup, "word")).not.toBe("kept");
  });

  test("at an application is only what is its own", async () => {
    const base = await makeBase();
    const { body } = await bring(base.id, { clientId: newId(), clientSecret: "s" });
    const patch = (change: object) => call("PATCH", `${setups}/${body.setup}`, change);
    expect((await patch({ name: "Florist", clientSecret: "newer" })).body).toMatchObject({ hasFormerSecret: true });
    for (const change of [{ scopes: ["x"] }, { isDefault: true }, { clientId: "5" }, { clientSecret: null }]) {
      expect((await patch(change)).status).toBe(400);
    }
  });

  test("an application of its own is given to or taken from a Setup only while no connection uses it", async () => {
    const base = await makeBase();
    const { path } = await bring(base.id, { clientId: newId(), clientSecret: "s" });
    const own = { clientId: newId(), clientSecret: "s" };
    expect((await call("PATCH", base.path, own)).body.error.code).toBe("client_id_fixed");
    await call("DELETE", path);
    expect((await call("PATCH", base.path, own)).body).toMatchObject({ asks: [], clientId: own.clientId });
    expect((await call("PATCH", base.path, { clientId: null, clientSecret: null })).body.asks).toHaveLength(2);
  });
});
