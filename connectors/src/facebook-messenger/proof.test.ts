import { createHmac } from "node:crypto";
import type { CallContext, HttpResponse } from "@velodrome/kit";
import { recordedHttp } from "@velodrome/kit/testing/recorded-http";
import { expect, test } from "vitest";
import { callGraph } from "./graph-call.ts";

const headers = { "content-type": "application/json" };
const answer = (status: number, body: object): HttpResponse => ({ status, headers, body });
const refusedProof = answer(400, { error: { code: 100, message: "(translated)" } });
const refusedSecret = answer(400, { error: { code: 1, message: "(translated)" } });
const taken = answer(200, { message_id: "m_1" });
const proofBy = (secret: string) => createHmac("sha256", secret).update("token").digest("hex");

function call(
  clientSecrets: readonly string[],
  replies: readonly HttpResponse[],
  credentials = { externalId: "1", accessToken: "token" },
) {
  const http = recordedHttp(replies);
  const setup = {
    ...{ clientId: "12", clientSecrets, graphUrl: null, dialogUrl: null, graphVersion: "v25.0" },
    ...{ scopes: [], configId: null, systemUser: false },
  };
  const context: CallContext = { setup, credentials, properties: {}, http, signal: new AbortController().signal };
  const result = callGraph(context, { method: "POST", path: "me/messages", json: { recipient: { id: "1" } } });
  const proofs = () => http.requests.map(({ url }) => new URL(url).searchParams.get("appsecret_proof"));
  return { result, requests: http.requests, proofs };
}

test("while two secrets are live, a call that is refused with the newest is proven with the former", async () => {
  const { result, proofs } = call(["new", "old"], [refusedProof, taken]);
  expect(await result).toEqual({ message_id: "m_1" });
  expect(proofs()).toEqual([proofBy("new"), proofBy("old")]);
});

test("when the secret is no longer the app's, the call waits for the new one", async () => {
  for (const [secrets, replies] of [
    [["old"], [refusedProof, refusedSecret]],
    [
      ["older", "old"],
      [refusedProof, refusedProof, refusedSecret],
    ],
  ] as const) {
    const { result, requests } = call(secrets, replies);
    await expect(result).rejects.toMatchObject({
      code: "client_secret_wrong",
      kind: "retryable",
      retryAfterMs: 60_000,
    });
    expect(requests.at(-1)).toMatchObject({ untraced: true });
  }
});

test("when the secret is right, the call itself is to blame", async () => {
  for (const known of [answer(200, { access_token: "12|new" }), answer(404, {}), answer(500, {})]) {
    const { result } = call(["new"], [refusedProof, known]);
    await expect(result).rejects.toMatchObject({ code: "invalid_parameter", kind: "terminal" });
  }
});

test("any other refusal is taken as it is", async () => {
  const { result, requests } = call(["new", "old"], [answer(400, { error: { code: 190, error_subcode: 460 } })]);
  await expect(result).rejects.toMatchObject({ code: "session_invalidated" });
  expect(requests).toHaveLength(1);
});

test("each call of a connection is proven by the secret and the token there are", async () => {
  const credentials = { externalId: "1", accessToken: "token" };
  const proofs = [];
  for (const [secret, accessToken] of [
    ["old", "token"],
    ["old", "token"],
    ["new", "token"],
    ["new", "another"],
  ] as const) {
    credentials.accessToken = accessToken;
    const { result, proofs: proofsOf } = call([secret], [taken], credentials);
    await result;
    proofs.push(...proofsOf());
  }
  const another = createHmac("sha256", "new").update("another").digest("hex");
  expect(proofs).toEqual([proofBy("old"), proofBy("old"), proofBy("new"), another]);
});
