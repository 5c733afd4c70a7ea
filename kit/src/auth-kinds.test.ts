import { describe, expect, test } from "vitest";
import { apiKeyAuth, basicAuth, bearerAuth, noAuth } from "./auth-kinds.ts";
import { authorizationOf, authorize } from "./authorize.ts";
import type { Auth } from "./auth.ts";
import type { Credentials } from "./call-context.ts";
import { secretFields } from "./field-meta.ts";

const oauth2: Auth = {
  kind: "oauth2",
  title: "Sign in",
  authorizationUrl: () => "",
  tokenUrl: () => "",
  scopes: [],
  scopeSeparator: " ",
  clientAuthentication: "body",
  pkce: false,
};
const auth: readonly Auth[] = [noAuth(), bearerAuth(), basicAuth(), apiKeyAuth(), oauth2];

const held = (kind: Credentials["auth"], values: Record<string, string>, accessToken = ""): Credentials => ({
  externalId: "",
  accessToken,
  ...(kind !== undefined && { auth: kind }),
  values,
});

test("secrets among the fields are told from what may be shown", () => {
  const secrets = auth.map((kind) => ("fields" in kind ? secretFields(kind.fields) : []));
  expect(secrets).toEqual([[], ["token"], ["password"], ["key"], []]);
});

describe("credentials travel", () => {
  const ways: [Credentials, Record<string, string>, Record<string, string>][] = [
    [held(undefined, {}), {}, {}],
    [held("none", {}), {}, {}],
    [held("bearer", { token: "t0ken" }), { authorization: "Bearer t0ken" }, {}],
    [held("oauth2", {}, "granted"), { authorization: "Bearer granted" }, {}],
    [held("basic", { username: "ä", password: "p:w" }), { authorization: "Basic w6Q6cDp3" }, {}],
    [held("api-key", { key: "k", name: "X-Key", in: "header" }), { "X-Key": "k" }, {}],
    [held("api-key", { key: "k", name: "key", in: "query" }), {}, { key: "k" }],
  ];
  test.each(ways)("%j", (credentials, headers, query) => {
    expect(authorizationOf(auth, credentials)).toMatchObject({ headers, query });
  });

  test("where the connector says", () => {
    const own = [apiKeyAuth({ in: "query", name: "api_key" })];
    expect(authorizationOf(own, held("api-key", { key: "k", in: "header", name: "x" })).query).toEqual({
      api_key: "k",
    });
  });

  test("in place of what had their name, and unseen", () => {
    const request = {
      method: "GET",
      url: "https://a.test/x?key=mine&b=1",
      headers: { "x-KEY": "mine", b: "1" },
    } as const;
    expect(authorize(request, auth, held("api-key", { key: "k", name: "X-Key", in: "header" }))).toEqual({
      ...request,
      headers: { "X-Key": "k", b: "1" },
      secrets: ["k"],
    });
    expect(authorize(request, auth, held("api-key", { key: "k&", name: "key", in: "query" })).url).toBe(
      "https://a.test/x?key=k%26&b=1",
    );
  });
});

test.each([
  held("bearer", {}),
  held("oauth2", { token: "x" }),
  held("basic", { username: "", password: "" }),
  held("api-key", { key: "k" }),
])("credentials that are not there are asked for: %j", (credentials) => {
  expect(() => authorizationOf(auth, credentials)).toThrow(
    expect.objectContaining({ code: "credentials_missing", reauthenticate: true }),
  );
});

test("a kind that the connector has not is no kind", () => {
  expect(() => authorizationOf([noAuth()], held("basic", {}))).toThrow('not "basic"');
});

test("what cannot be sent is not taken", () => {
  expect(basicAuth().fields.safeParse({ username: "a:b", password: "c" }).success).toBe(false);
  expect(apiKeyAuth().fields.safeParse({ key: "k", name: "X Key" }).success).toBe(false);
  expect(apiKeyAuth().fields.safeParse({ key: " " }).success).toBe(false);
  expect(bearerAuth().fields.parse({ token: " t " })).toEqual({ token: "t" });
});
