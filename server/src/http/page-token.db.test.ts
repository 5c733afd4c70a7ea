import { ConnectorError } from "@velodrome/kit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ConnectStage, createConnectStage } from "./testing/connect-stage.ts";

let stage: ConnectStage;
let scene: Awaited<ReturnType<ConnectStage["scene"]>>;
beforeAll(async () => {
  stage = await createConnectStage();
});
afterAll(() => stage.server.close());
beforeEach(async () => {
  stage.play();
  scene = await stage.scene();
});

const paste = async () => {
  const answer = await stage.server.call("PUT", `${scene.one}/credentials`, {
    ...{ pageId: "7", pageAccessToken: "page-token-7" },
  });
  return [answer.status, answer.body.error?.code ?? answer.body.status, answer.body.error?.details.reason];
};

test("a pasted Page token is taken when the application says that all of it is right", async () => {
  expect(await paste()).toEqual([200, "authenticated", undefined]);
  expect((await stage.server.call("GET", scene.one)).body).toMatchObject({ auth: "oauth2", signedInBy: null });
});

test.each([
  ["is dead", { valid: false, fault: { code: "session_invalidated", message: "x" } }, "session_invalidated"],
  ["is another app's", { clientId: "2" }, "token_of_other_app"],
  ["is another Page's", { externalId: "8" }, undefined],
  ["lacks a permission that is needed", { scopes: ["list"] }, "permission_missing"],
])("one that %s is refused", async (_, facts, reason) => {
  stage.play({ facts: () => facts });
  expect(await paste()).toEqual([422, "credentials_rejected", reason]);
  expect((await stage.server.call("GET", scene.one)).body).toMatchObject({ status: "new", page: null });
});

test("an application that gives no answer about tokens is not needed: the token itself says whose it is", async () => {
  const facts = () => {
    throw new ConnectorError("not_known", { message: "Unknown path.", kind: "terminal" });
  };
  stage.play({ facts });
  expect(await paste()).toEqual([200, "authenticated", undefined]);
});
