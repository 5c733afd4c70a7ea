import { type GrantContext, type HttpResponse, type SetupValues } from "@velodrome/kit";
import { recordedHttp } from "@velodrome/kit/testing/recorded-http";
import { describe, expect, test } from "vitest";
import { checkApplication } from "./application-check.ts";
import { defaultScopes, signIn } from "./sign-in.ts";

const setup: SetupValues = {
  clientId: "880000000000001",
  clientSecrets: ["newest-secret", "older-secret"],
  graphUrl: null,
  dialogUrl: null,
  graphVersion: "v25.0",
  scopes: defaultScopes,
  configId: null,
  systemUser: false,
};

const ok = (body: unknown): HttpResponse => ({ status: 200, headers: {}, body });
const no = (code: number, status = 400): HttpResponse => ({ status, headers: {}, body: { error: { code } } });
const looked = (about: Record<string, unknown>): HttpResponse =>
  ok({ data: { is_valid: true, user_id: "1207059", scopes: defaultScopes, expires_at: 0, ...about } });

function contextWith(replies: readonly HttpResponse[], values: Partial<SetupValues> = {}) {
  const http = recordedHttp(replies);
  const tokens = { accessToken: "short-lived", refreshToken: null, expiresAt: null };
  const context: GrantContext = { setup: { ...setup, ...values }, http, signal: new AbortController().signal, tokens };
  return { context, requests: http.requests };
}

function pathsOf(requests: readonly { method: string; url: string }[]): string[] {
  return requests.map(({ method, url }) => {
    const { pathname, searchParams } = new URL(url);
    searchParams.delete("appsecret_proof");
    return `${method} ${pathname}?${searchParams}`;
  });
}

async function targetsOf(replies: readonly HttpResponse[]) {
  const { context, requests } = contextWith(replies);
  const targets = (await signIn.targets?.(context)) ?? [];
  return { targets, requests, paths: pathsOf(requests) };
}

describe("the dialog", () => {
  test("is Facebook's own, or the Setup's", () => {
    expect(signIn.authorizationUrl(setup)).toBe("https://www.facebook.com/v25.0/dialog/oauth");
    expect(signIn.tokenUrl(setup)).toBe("https://graph.facebook.com/v25.0/oauth/access_token");
    const sandbox = { ...setup, dialogUrl: "http://localhost:3001/", graphUrl: "http://localhost:3001" };
    expect(signIn.authorizationUrl(sandbox)).toBe("http://localhost:3001/v25.0/dialog/oauth");
    expect(signIn.tokenUrl(sandbox)).toBe("http://localhost:3001/v25.0/oauth/access_token");
  });

  const kinds: [string, Partial<SetupValues>, Record<string, string | null>][] = [
    ["classic login asks again for what was declined", {}, { auth_type: "rerequest" }],
    ["a configuration takes the place of scopes", { configId: "77" }, { scope: null, config_id: "77" }],
    [
      "a system user's configuration asks for a code aloud",
      { configId: "77", systemUser: true },
      { scope: null, config_id: "77", response_type: "code", override_default_response_type: "true" },
    ],
  ];
  test.each(kinds)("%s", (_, values, parameters) => {
    expect(signIn.dialogParameters?.({ ...setup, ...values })).toEqual(parameters);
  });
});

describe("a fresh token", () => {
  const me = ok({ id: "1207059", name: "Ada" });

  test("is exchanged for a long-lived one, by which everything else is asked", async () => {
    const { context, requests } = contextWith([ok({ access_token: "long-lived" }), looked({}), me]);
    await signIn.complete?.(context);
    expect(pathsOf(requests)).toEqual([
      "GET /v25.0/oauth/access_token?grant_type=fb_exchange_token&fb_exchange_token=short-lived&client_id=880000000000001&client_secret=newest-secret",
      "GET /v25.0/debug_token?input_token=long-lived",
      "GET /v25.0/me?fields=id%2Cname",
    ]);
    const holders = requests.map(({ headers }) => headers?.authorization);
    expect(holders).toEqual([undefined, "Bearer 880000000000001|newest-secret", "Bearer long-lived"]);
  });

  test("of a system user lasts as it is, and needs no list of Pages", async () => {
    const scopes = ["pages_messaging", "pages_manage_metadata"];
    const { context, requests } = contextWith([looked({ scopes }), me], { configId: "77", systemUser: true });
    expect(await signIn.complete?.(context)).toMatchObject({
      tokens: { accessToken: "short-lived", expiresAt: null },
      missing: [],
    });
    expect(requests).toHaveLength(2);
  });
});

describe("what was granted", () => {
  const me = ok({ id: "1207059", name: "Ada" });
  const exchanged = ok({ access_token: "long-lived" });
  const unknown: HttpResponse = { status: 404, headers: {}, body: "Not found" };
  const row = (permission: string, status = "granted") => ({ permission, status });
  const all = [...defaultScopes.map((scope) => row(scope)).slice(1), row("pages_messaging", "declined")];
  const silent = ok({ data: { is_valid: true } });

  test.each([
    ["no debug_token", unknown, ok({ data: all }), ["pages_messaging"]],
    ["a debug_token without scopes", silent, ok({ data: all }), ["pages_messaging"]],
    ["neither debug_token nor permissions", unknown, unknown, []],
  ])("of a Graph API with %s", async (_, looks, permissions, missing) => {
    const { context, requests } = contextWith([exchanged, looks, me, permissions]);
    expect(await signIn.complete?.(context)).toMatchObject({ person: { id: "1207059" }, missing });
    expect(pathsOf(requests).at(-1)).toBe("GET /v25.0/me/permissions?");
  });

  test.each([no(190), { status: 503, headers: {}, body: "" }])(
    "is not taken for granted after a failure",
    async (failure) => {
      const { context } = contextWith([exchanged, failure]);
      await expect(signIn.complete?.(context)).rejects.toThrow();
    },
  );
});

describe("a configuration's token", () => {
  const business = { configId: "77" };

  test.each([
    [null, 2],
    [1_800_000_000_000, 3],
  ])("that ends at %j takes %i calls: only what ends is exchanged", async (expiresAt, calls) => {
    const replies = [ok({ access_token: "long-lived" }), looked({}), ok({ id: "1", name: "Ada" })];
    const { context, requests } = contextWith(replies.slice(-calls), business);
    await signIn.complete?.({ ...context, tokens: { ...context.tokens, expiresAt } });
    expect(requests).toHaveLength(calls);
  });

  test("of a system user is never exchanged, though it ends", async () => {
    const replies = [looked({}), ok({ id: "1", name: "Acme" })];
    const { context, requests } = contextWith(replies, { ...business, systemUser: true });
    await signIn.complete?.({ ...context, tokens: { ...context.tokens, expiresAt: 1_800_000_000_000 } });
    expect(requests).toHaveLength(2);
  });
});

describe("Pages to choose from", () => {
  const row = (id: string, tasks?: string[]) => ({ id, name: `Page ${id}`, access_token: `token-${id}`, tasks });

  test("are read to the last list, whatever leads there, and the token goes to nobody else's host", async () => {
    const next = (query: string) => ({
      cursors: { after: "x" },
      next: `https://elsewhere.test/v1/5/accounts?${query}`,
    });
    const { targets, paths, requests } = await targetsOf([
      ok({ data: [row("1"), row("2")], paging: next("fields=id&limit=2&after=QQ%3D&access_token=EAAB") }),
      ok({ data: [row("2"), row("3")], paging: next("offset=4&access_token=EAAB&appsecret_proof=1") }),
      ok({ data: [], paging: { cursors: {} } }),
    ]);
    expect(targets.map(({ externalId }) => externalId)).toEqual(["1", "2", "3"]);
    expect(paths).toEqual([
      "GET /v25.0/me/accounts?fields=id%2Cname%2Caccess_token%2Ctasks&limit=100",
      "GET /v25.0/me/accounts?fields=id&limit=2&after=QQ%3D",
      "GET /v25.0/me/accounts?offset=4",
    ]);
    for (const { url } of requests) expect(url).toMatch(/^https:\/\/graph\.facebook\.com\//);
  });

  test("carry a warning for each task the person has not", async () => {
    const rows = [row("1", ["MESSAGING"]), row("2", ["PROFILE_PLUS_FULL_CONTROL"]), row("3", []), row("4")];
    const { targets } = await targetsOf([ok({ data: [...rows, { id: "5", tasks: ["MESSAGING", "MODERATE"] }] })]);
    expect(targets.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      ["task_moderate_missing"],
      [],
      ["task_messaging_missing", "task_moderate_missing"],
      [],
      ["page_token_missing"],
    ]);
  });

  const named = looked({ granular_scopes: [{ scope: "pages_messaging", target_ids: ["1", "2"] }] });

  test("are those the permissions name when the list is empty", async () => {
    const { targets, paths } = await targetsOf([ok({ data: [] }), named, ok({ "1": row("1"), "2": row("2") })]);
    expect(targets.map(({ accessToken }) => accessToken)).toEqual(["token-1", "token-2"]);
    expect(paths[2]).toBe("GET /v25.0/?ids=1%2C2&fields=id%2Cname%2Caccess_token");
  });

  test("are asked for one by one when one of them spoils the rest", async () => {
    // Refused with the proof of either secret, of which the newest is found to be right.
    const refused = [no(100), no(100), ok({ access_token: "app" })];
    const { targets, paths } = await targetsOf([ok({ data: [] }), named, ...refused, ...refused, ok(row("2"))]);
    expect(targets.map(({ externalId }) => externalId)).toEqual(["2"]);
    const asked = [...new Set(paths.filter((path) => !path.includes("/oauth/")))];
    expect(asked.slice(3)).toEqual(["1", "2"].map((id) => `GET /v25.0/${id}?fields=id%2Cname%2Caccess_token`));
  });

  test.each([190, 4])("are not taken as none when error %i is in the way", async (code) => {
    await expect(targetsOf([ok({ data: [] }), named, no(code)])).rejects.toMatchObject({ name: "ConnectorError" });
    await expect(targetsOf([no(code)])).rejects.toMatchObject({ name: "ConnectorError" });
  });
});

describe("what goes wrong is told in words that are true of a sign-in", () => {
  const ofCalls = /Page's token|Connect the Page|this call|the call|tried again|conversation/;
  const passing = "Facebook cannot sign anybody in at the moment. Try again later.";

  test.each([
    ["4", "rate_limited", passing],
    ["2", "service_unavailable", passing],
    ["190", "token_invalid", expect.stringContaining("ended the sign-in with error 190.")],
    ["200", "permission_missing", expect.stringContaining("ended the sign-in with error 200.")],
    ["77", "sign_in_refused", expect.stringContaining("ended the sign-in with error 77.")],
  ])("error %s of the dialog", (error_code, code, message) => {
    expect(signIn.denial?.({ error_code })).toEqual({ code, message });
  });

  test.each([4, 190, 10, 9999])("error %i of the token endpoint and of what is asked afterwards", async (code) => {
    const refusal = signIn.refusal?.(no(code))?.message;
    const { context } = contextWith([ok({ access_token: "long-lived" }), no(code), no(code), no(code)]);
    const completing = await signIn.complete?.(context).then(
      () => "",
      ({ message }: Error) => message,
    );
    const listing = await targetsOf([no(code), no(code), no(code)]).then(
      () => "",
      ({ message }: Error) => message,
    );
    for (const message of [refusal, completing, listing]) {
      expect(message).toMatch(/^Facebook /);
      expect(message).not.toMatch(ofCalls);
    }
  });
});

test.each(["", "88 00", "abc", "８８"])("a Client ID like %j is refused unasked", async (clientId) => {
  const { context, requests } = contextWith([], { clientId });
  await expect(checkApplication(context)).rejects.toMatchObject({
    code: "client_id_unknown",
    details: { field: "clientId" },
  });
  expect(requests).toEqual([]);
});
