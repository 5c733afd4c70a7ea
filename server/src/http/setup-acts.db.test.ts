import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { failed } from "../connection/testing/page-connector.ts";
import { createPageScene, mendWorld, type PageScene, type SceneSetup } from "./testing/page-scene.ts";

let scene: PageScene;
let call: PageScene["server"]["call"];
beforeAll(async () => {
  scene = await createPageScene();
  ({ call } = scene.server);
});
afterAll(() => scene.server.close());
beforeEach(() => {
  mendWorld(scene.world);
  scene.server.address.local = false;
});

const setups = "/v1/connectors/pages/setups";
const read = async ({ path }: SceneSetup) => (await call("GET", path)).body;
const health = async ({ path }: SceneSetup, more = "") => (await call("GET", `${path}/health${more}`)).body;
const rowOf = async (setup: SceneSetup, item: string) =>
  (await health(setup)).checklist.find((row: { item: string }) => row.item === item);

describe("what a Setup's values must be", () => {
  const values = { name: "App", clientId: "123", clientSecret: "s" };
  const refused = async (body: object) => {
    const { status, body: answer } = await call("POST", setups, { ...values, ...body });
    return { status, ...answer.error, path: answer.error?.details.problems?.[0]?.path };
  };

  test("a Client ID has digits and blanks around it go", async () => {
    expect(await refused({ clientId: "12a" })).toMatchObject({
      status: 400,
      code: "invalid_request",
      path: "clientId",
    });
    for (const clientId of ["", " "]) {
      expect(await refused({ clientId })).toMatchObject({
        status: 400,
        message: "The body is not valid. clientId: enter the Client ID of your app.",
      });
    }
    expect((await read(await scene.addSetup({ clientId: " 456 ", clientSecret: " s " }))).clientId).toBe("456");
  });

  test("a version that has ended is refused with those that are served; a newer one than the list is taken", async () => {
    const answer = await refused({ graphVersion: "v20.0" });
    expect(answer).toMatchObject({ path: "graphVersion", details: { versions: ["v26.0", "v25.0", "v21.0"] } });
    expect(await refused({ graphVersion: "v9.0" })).toMatchObject({ path: "graphVersion" });
    expect((await read(await scene.addSetup({ graphVersion: "v27.0" }))).graphVersion).toBe("v27.0");
  });

  test("a secret that was mistyped does not stay good beside the right one; one that signed something does", async () => {
    const setup = await scene.addSetup({ clientSecret: "mistyped" });
    const patch = async (clientSecret: string) => (await call("PATCH", setup.path, { clientSecret })).body;
    const check = async (outcome: typeof scene.world.check) => {
      scene.world.check = outcome;
      await call("POST", `${setup.path}/check`);
    };
    const wrong = failed("wrong_secret", "terminal", { field: "clientSecret" });
    await check(wrong);
    expect(await patch("right")).toMatchObject({ hasFormerSecret: false });
    expect(await scene.post(setup.key, "mistyped")).not.toBe("kept");
    await check({ name: "Acme Chat" });
    expect(await scene.post(setup.key, "right")).toBe("kept");
    expect(await patch("newer")).toMatchObject({ hasFormerSecret: true });
    await check(wrong);
    expect(await patch("newest")).toMatchObject({ hasFormerSecret: true });
  });

  test("Login for Business needs a configuration, which says by itself which login is meant", async () => {
    expect(await refused({ loginKind: "login-for-business" })).toMatchObject({ path: "configId" });
    const setup = await scene.addSetup();
    const patch = async (body: object) => (await call("PATCH", setup.path, body)).body;
    expect(await patch({ configId: "9" })).toMatchObject({ loginKind: "login-for-business", configId: "9" });
    expect((await patch({ loginKind: "login-for-business", configId: null })).error.code).toBe("invalid_request");
    expect(await patch({ configId: null })).toMatchObject({ loginKind: "facebook-login", configId: null });
  });

  test("the Client ID is fixed while connections exist", async () => {
    const setup = await scene.addSetup({ clientId: "77" });
    const { path } = await scene.connect(setup, "10");
    expect(await call("PATCH", setup.path, { clientId: "78" })).toMatchObject({
      status: 409,
      body: { error: { code: "client_id_fixed", details: { connections: 1 } } },
    });
    expect((await call("PATCH", setup.path, { clientId: "77", name: "Same" })).status).toBe(200);
    await call("DELETE", path);
    expect((await call("PATCH", setup.path, { clientId: "78" })).body.clientId).toBe("78");
  });

  test("whoever is the default passes it on when deleted", async () => {
    const [one, two] = [await scene.addSetup(), await scene.addSetup({ isDefault: true })];
    expect((await read(two)).isDefault).toBe(true);
    const { items } = (await call("GET", `${setups}?limit=200`)).body;
    expect(items.filter((each: { isDefault: boolean }) => each.isDefault)).toHaveLength(1);
    expect((await call("DELETE", two.path)).status).toBe(204);
    const left = (await call("GET", `${setups}?limit=200`)).body.items;
    expect(left.filter((each: { isDefault: boolean }) => each.isDefault)).toEqual([left.at(-1)]);
    expect((await call("DELETE", one.path)).status).toBe(204);
  });
});

describe("POST …/check", () => {
  test("a right pair shows the app's name; another secret is to be checked again", async () => {
    const setup = await scene.addSetup();
    expect(await rowOf(setup, "client-secret")).toMatchObject({ state: "open" });
    expect((await call("POST", `${setup.path}/check`)).body).toEqual({ ok: true, appName: "Acme Chat" });
    expect(await read(setup)).toMatchObject({ appName: "Acme Chat", checkedAt: expect.any(String) });
    expect(await rowOf(setup, "client-secret")).toMatchObject({ state: "done", at: expect.any(String) });
    await call("PATCH", setup.path, { clientSecret: "secret-two" });
    expect(await read(setup)).toMatchObject({ appName: null, checkedAt: null });
    expect(await rowOf(setup, "client-secret")).toMatchObject({ state: "open" });
  });

  test("a wrong pair is said at its field", async () => {
    const setup = await scene.addSetup();
    await call("POST", `${setup.path}/check`);
    scene.world.check = failed("client_secret_wrong", "terminal", { field: "clientSecret" });
    expect((await call("POST", `${setup.path}/check`)).body).toMatchObject({
      ok: false,
      field: "clientSecret",
      code: "client_secret_wrong",
    });
    expect(await read(setup)).toMatchObject({ appName: null, checkedAt: null });
    expect(await rowOf(setup, "client-secret")).toMatchObject({ state: "failed" });
    expect((await health(setup)).findings[0]).toMatchObject({ code: "client_secret_wrong", act: "change-secret" });
  });

  test("when nobody can be asked nothing is known, and what was right stays so", async () => {
    const setup = await scene.addSetup();
    scene.world.check = failed("unreachable", "retryable");
    expect((await call("POST", `${setup.path}/check`)).body).toMatchObject({
      ok: false,
      field: null,
      code: "unreachable",
    });
    expect(await rowOf(setup, "client-secret")).toMatchObject({ state: "unknown" });
    expect((await health(setup)).findings).toContainEqual(expect.objectContaining({ code: "setup_not_checked" }));
    scene.world.check = { name: "Acme Chat" };
    await call("POST", `${setup.path}/check`);
    scene.world.check = failed("unreachable", "retryable");
    await call("POST", `${setup.path}/check`);
    expect(await read(setup)).toMatchObject({ appName: "Acme Chat", checkedAt: expect.any(String) });
  });

  test("a connector without an application has nothing to check", async () => {
    const chat = (await call("POST", "/v1/connectors/chat/setups", { name: "A", clientId: "1", clientSecret: "s" }))
      .body;
    const answer = await call("POST", `/v1/connectors/chat/setups/${chat.id}/check`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
  });
});

describe("POST …/register-webhook", () => {
  const register = async ({ path }: SceneSetup, body?: object) => {
    const { status, body: answer } = await call("POST", `${path}/register-webhook`, body);
    return { status, ...answer, ...answer.error };
  };
  const verified = async (wanted: { url: string; verifyToken: string }) => {
    if (!(await scene.verifyAt(wanted))) throw failed("callback_not_verified", "terminal");
  };

  test("makes a Verify Token, is verified before any cycle or connection, and keeps fields that stand there", async () => {
    const setup = await scene.addSetup();
    const registration = { url: setup.webhookUrl, active: true, fields: ["labels", "messages"] };
    scene.world.registration = registration;
    scene.world.verify = verified;
    const answer = await register(setup);
    expect(answer).toEqual({
      status: 200,
      webhookUrl: setup.webhookUrl,
      fields: ["labels", "messages", "postbacks"],
    });
    expect(await read(setup)).toMatchObject({ hasVerifyToken: true });
    const now = await health(setup);
    expect(now).toMatchObject({ verifiedAt: expect.any(String), verifiedBy: null });
    expect(now.registration).toMatchObject({ url: setup.webhookUrl, fields: answer.fields, active: true });
    expect(await rowOf(setup, "webhook")).toMatchObject({ state: "done" });
    expect(await rowOf(setup, "fields")).toMatchObject({ state: "done" });
  });

  test("a foreign address is replaced only when asked; our own under a former Service Domain at once", async () => {
    const setup = await scene.addSetup({ verifyToken: "v" });
    const foreign = { url: "https://other.example/hook", active: true, fields: [] };
    scene.world.registration = foreign;
    expect(await register(setup)).toMatchObject({
      status: 409,
      code: "foreign_webhook",
      details: { url: "https://other.example/hook" },
    });
    expect(scene.world.registration).toBe(foreign);
    expect(await register(setup, { force: true })).toMatchObject({ status: 200 });
    scene.world.registration = { ...foreign, url: `https://old.example/webhooks/pages/${setup.key}` };
    expect(await register(setup)).toMatchObject({ status: 200, webhookUrl: setup.webhookUrl });
  });

  test("a local Service Domain is reached by the sandbox only", async () => {
    scene.server.address.local = true;
    const setup = await scene.addSetup();
    expect(await register(setup)).toMatchObject({
      status: 409,
      code: "not_reachable",
      details: { reason: "local_service_domain", publicUrl: "http://localhost:3000" },
    });
    expect(await rowOf(setup, "public-address")).toMatchObject({ state: "open" });
    const sandbox = await scene.addSetup({ graphUrl: "http://127.0.0.1:3001" });
    expect(await register(sandbox)).toMatchObject({ status: 200 });
    expect(await rowOf(sandbox, "public-address")).toMatchObject({ state: "done" });
  });

  test("a refused verification says what came here meanwhile", async () => {
    const setup = await scene.addSetup({ verifyToken: "right" });
    const refusal = async (verify: typeof scene.world.verify) => {
      scene.world.verify = verify;
      const { status, code, details } = await register(setup);
      return { status, code, reason: details.reason };
    };
    const refuse = () => {
      throw failed("callback_not_verified", "terminal");
    };
    const why = (reason: string) => ({ status: 422, code: "webhook_refused", reason });
    expect(await refusal(async ({ url }) => verified({ url, verifyToken: "wrong" }))).toEqual(
      why("wrong_verify_token"),
    );
    expect(await refusal(async () => refuse())).toEqual(why("not_reached"));
    const open = async () => {
      await scene.shake(setup.key, {});
      refuse();
    };
    expect(await refusal(open)).toEqual(why("wrong_mode"));
    const lost = async (wanted: { url: string; verifyToken: string }) => {
      await verified(wanted);
      refuse();
    };
    expect(await refusal(lost)).toEqual(why("verified"));
  });

  test("other refusals and silence are told as such", async () => {
    const setup = await scene.addSetup();
    scene.world.registration = failed("application_refused", "terminal", { field: "clientSecret" });
    expect(await register(setup)).toMatchObject({ status: 422, code: "application_refused" });
    scene.world.registration = failed("unreachable", "retryable");
    expect(await register(setup)).toMatchObject({ status: 503, code: "unavailable" });
  });
});

describe("the verification of the address", () => {
  test("succeeds with the Setup's token or that of any connection, says whose, and outlives the token", async () => {
    const setup = await scene.addSetup();
    expect(await scene.shake(setup.key, { mode: "subscribe", token: "anything" })).toBe("rejected");
    await call("PATCH", setup.path, { verifyToken: "of-setup" });
    const account = await scene.server.addAccount("Customer");
    const connections = `/v1/accounts/${account.wire}/connections`;
    const wanted = { connector: "pages", setup: setup.id, name: "New", properties: { verifyToken: "of-connection" } };
    const { id } = (await call("POST", connections, wanted)).body;
    expect(await scene.shake(setup.key, { mode: "subscribe", token: "of-connection" })).toBe("kept");
    expect(await health(setup)).toMatchObject({ verifiedAt: expect.any(String), verifiedBy: id });
    expect(await scene.shake(setup.key, { mode: "subscribe", token: "of-setup" })).toBe("kept");
    expect((await health(setup)).verifiedBy).toBeNull();
    await call("PATCH", setup.path, { verifyToken: "changed" });
    expect((await health(setup)).verifiedAt).toEqual(expect.any(String));
    expect(await scene.shake(setup.key, { mode: "subscribe", token: "of-setup" })).toBe("rejected");
    expect(await rowOf(setup, "webhook")).toMatchObject({ state: "failed" });
  });
});
