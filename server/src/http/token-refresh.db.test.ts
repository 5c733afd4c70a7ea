import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { fromWire } from "../base/id.ts";
import { createCredentialsCache } from "../connection/credentials-cache.ts";
import {
  clientSecret,
  type ConnectStage,
  createConnectStage,
  down,
  personToken,
  refreshToken,
  refusedCode,
} from "./testing/connect-stage.ts";
import { signIn } from "./testing/connect-walk.ts";

let stage: ConnectStage;
let scene: Awaited<ReturnType<ConnectStage["scene"]>>;
beforeAll(async () => {
  stage = await createConnectStage();
});
afterAll(() => stage.server.close());
beforeEach(async () => {
  stage.play();
  scene = await stage.scene("Personal", "personal");
  await signIn(stage, scene.one);
});

const answer = (body: object) => ({ status: 200, headers: {}, body: { token_type: "bearer", ...body } });
const renewed = () => answer({ access_token: "second-token", refresh_token: "second-refresh-token", expires_in: 3600 });
const ask = async () => {
  const cache = createCredentialsCache(stage.server.deps);
  return (await cache.credentialsOf(scene.account.id, fromWire("connection", scene.connection) ?? ""))?.credentials;
};
const almostOver = 3_400_000;

test("a token serves until shortly before its end", async () => {
  stage.play({ token: renewed });
  expect(await ask()).toMatchObject({ accessToken: personToken, refreshToken, auth: "oauth2" });
  expect(stage.forms).toEqual([]);
});

test("it is then renewed once, however many ask at the same time, and kept", async () => {
  stage.play({ token: renewed });
  stage.server.pass(almostOver);
  const all = await Promise.all(Array.from({ length: 6 }, ask));
  expect(stage.forms).toEqual([
    expect.objectContaining({ grant_type: "refresh_token", refresh_token: refreshToken, client_secret: clientSecret }),
  ]);
  expect(all.some((credentials) => credentials?.accessToken === "second-token")).toBe(true);
  for (const credentials of all) expect([personToken, "second-token"]).toContain(credentials?.accessToken);
  expect(await ask()).toMatchObject({ accessToken: "second-token", refreshToken: "second-refresh-token" });
});

test("a connection that gets another name meanwhile keeps the new one all the same", async () => {
  const { deps } = stage.server;
  const usual = deps.http;
  onTestFinished(() => {
    deps.http = usual;
  });
  deps.http = () => ({
    request: async () => {
      await stage.server.call("PATCH", scene.one, { name: "Renamed" });
      return renewed();
    },
  });
  stage.server.pass(almostOver);
  expect(await ask()).toMatchObject({ accessToken: "second-token" });
  expect(await ask()).toMatchObject({ accessToken: "second-token", refreshToken: "second-refresh-token" });
  expect((await stage.server.call("GET", scene.one)).body.name).toBe("Renamed");
});

test("a process whose clock is ahead does not ask as well", async () => {
  const { deps } = stage.server;
  const usual = deps.http;
  onTestFinished(() => {
    deps.http = usual;
  });
  let asked = 0;
  let other: Awaited<ReturnType<typeof ask>>;
  deps.http = () => ({
    request: async () => {
      asked += 1;
      if (asked > 1) return renewed();
      stage.server.pass(60_000);
      other = await ask();
      return renewed();
    },
  });
  stage.server.pass(almostOver);
  expect(await ask()).toMatchObject({ accessToken: "second-token" });
  expect(other).toMatchObject({ accessToken: personToken });
  expect(asked).toBe(1);
});

test("those who come after its end wait for the one that asks", async () => {
  stage.play({ token: () => answer({ access_token: "second-token" }) });
  stage.server.pass(3_600_000);
  const all = await Promise.all(Array.from({ length: 4 }, ask));
  expect(all.map((credentials) => credentials?.accessToken)).toEqual(Array(4).fill("second-token"));
  expect(stage.forms).toHaveLength(1);
  // A refresh token that is not replaced stays good.
  expect(await ask()).toMatchObject({ refreshToken });
});

test("while the application is out of order the old one serves as long as it lasts, and no longer", async () => {
  stage.play({ token: () => down });
  stage.server.pass(almostOver);
  expect(await ask()).toMatchObject({ accessToken: personToken });
  stage.server.pass(300_000);
  expect(await ask()).toBeUndefined();
  expect((await stage.server.call("GET", scene.one)).body.status).toBe("authenticated");
  stage.play({ token: renewed });
  expect(await ask()).toMatchObject({ accessToken: "second-token" });
});

test.each([
  ["its own request was wrong", { status: 400, headers: {}, body: { error: "invalid_request" } }],
  ["a gateway in between refuses", { status: 403, headers: {}, body: "Forbidden" }],
  ["the address is gone for a moment", { status: 404, headers: {}, body: "Not found" }],
  ["the answer has no token", { status: 200, headers: {}, body: {} }],
])("nobody needs to sign in again because %s", async (_, response) => {
  stage.play({ token: () => response });
  stage.server.pass(almostOver);
  expect(await ask()).toMatchObject({ accessToken: personToken });
  expect((await stage.server.call("GET", scene.one)).body).toMatchObject({ status: "authenticated", reason: null });
  stage.play({ token: renewed });
  expect(await ask()).toMatchObject({ accessToken: "second-token" });
});

test("one that the application renews no more needs a person", async () => {
  stage.play({ token: () => refusedCode });
  stage.server.pass(almostOver);
  expect(await ask()).toBeUndefined();
  expect((await stage.server.call("GET", scene.one)).body).toMatchObject({
    ...{ status: "needs_reauthentication", reason: { code: "token_refused" } },
  });
  expect(stage.server.lines.join("\n")).not.toContain(refreshToken);
});
