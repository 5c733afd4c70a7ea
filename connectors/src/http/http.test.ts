import { type ActionContext, ConnectorError, type Credentials, type HttpResponse } from "@velodrome/kit";
import { connectorContract } from "@velodrome/kit/testing";
import { recordedHttp } from "@velodrome/kit/testing/recorded-http";
import { describe, expect, test } from "vitest";
import { http } from "./http.ts";
import { request } from "./request.ts";

const baseUrl = "https://api.shop.test/v1";
const setup = {
  clientId: "shop",
  clientSecrets: ["secret-of-the-setup"],
  graphUrl: "https://api.shop.test/token",
  dialogUrl: "https://shop.test/authorize",
  graphVersion: "",
  scopes: ["orders"],
  configId: null,
  systemUser: false,
};
const bearer: Credentials = { externalId: "", accessToken: "", auth: "bearer", values: { token: "a-bearer-token" } };
const found: HttpResponse = { status: 200, headers: { "content-type": "application/json" }, body: { id: 7 } };

connectorContract(http, {
  setup,
  credentials: bearer,
  properties: { baseUrl },
  actions: {
    request: [
      {
        input: { method: "POST", url: "orders", body: { count: 1 } },
        replies: [{ ...found, status: 201 }],
        output: { ...found, status: 201 },
      },
      { input: { url: "orders/7" }, replies: [found], output: found },
      {
        input: { url: "orders/8", successStatuses: [404] },
        replies: [{ ...found, status: 404 }],
        output: { ...found, status: 404 },
      },
    ],
  },
  auth: {
    bearer: { token: "a-bearer-token" },
    "api-key": { key: "a-long-key", name: "key", in: "query" },
    basic: { username: "shop", password: "a-password" },
  },
});

function perform(
  input: Record<string, unknown>,
  replies: readonly (HttpResponse | Error)[] = [found],
  about: { credentials?: Credentials; properties?: Record<string, unknown> } = {},
) {
  const client = recordedHttp(replies);
  const context: ActionContext = {
    setup,
    credentials: about.credentials ?? bearer,
    properties: about.properties ?? { baseUrl },
    http: client,
    signal: new AbortController().signal,
    stepRunId: "srn_1",
  };
  const result = (async () => request.call(context, request.input.parse(input)))();
  return { result, requests: client.requests };
}

const nobody: Credentials = { externalId: "", accessToken: "", auth: "none" };

describe("a request", () => {
  test("goes below the base address with query, headers, body, credentials and our mark", async () => {
    const { result, requests } = perform({
      method: "PATCH",
      url: "/orders/7?a=1",
      query: { b: 2, a: "x y", none: null },
      headers: { "X-Trace": 5 },
      body: '{"paid":true}',
      timeout: 2.5,
    });
    await result;
    expect(requests).toEqual([
      {
        method: "PATCH",
        url: "https://api.shop.test/v1/orders/7?a=x+y&b=2",
        headers: { "idempotency-key": "srn_1", "x-trace": "5", authorization: "Bearer a-bearer-token" },
        json: { paid: true },
        timeoutMs: 2500,
        secrets: ["a-bearer-token"],
      },
    ]);
  });

  test("that only reads carries no mark, and a mark of the person's own stays", async () => {
    const reading = perform({ url: "orders" });
    await reading.result;
    expect(reading.requests[0]?.headers).toEqual({ authorization: "Bearer a-bearer-token" });
    const own = perform({ method: "POST", url: "orders", headers: { "Idempotency-Key": "mine" } });
    await own.result;
    expect(own.requests[0]?.headers?.["idempotency-key"]).toBe("mine");
  });

  test("carries the mark under the name that the connection or the step gives it, or none", async () => {
    const headersOf = async (input: object, idempotencyHeader?: string) => {
      const about = { properties: { baseUrl, ...(idempotencyHeader !== undefined && { idempotencyHeader }) } };
      const { result, requests } = perform({ method: "POST", url: "orders", ...input }, [found], about);
      await result;
      const { authorization: _, ...headers } = requests[0]?.headers ?? {};
      return headers;
    };
    expect(await headersOf({}, "X-Request-Id")).toEqual({ "x-request-id": "srn_1" });
    expect(await headersOf({}, "")).toEqual({});
    expect(await headersOf({ idempotencyHeader: "X-Mine" }, "")).toEqual({ "x-mine": "srn_1" });
    expect(await headersOf({ idempotencyHeader: "" })).toEqual({});
  });

  test.each([
    ["GET", "safe"],
    ["PUT", "safe"],
    ["DELETE", "safe"],
    ["POST", "unsafe"],
    ["PATCH", "unsafe"],
  ])("%s is %s to be repeated", (method, repeat) => {
    expect(request.repeatOf?.(request.input.parse({ method, url: "x" }))).toBe(repeat);
  });

  const bodies: [Record<string, unknown>, Record<string, unknown>][] = [
    [{ bodyKind: "form", body: { a: 1, b: true, c: null } }, { form: { a: "1", b: "true" } }],
    [{ bodyKind: "text", body: "a=b" }, { text: "a=b" }],
    [{ body: [1] }, { json: [1] }],
    [{ body: 0 }, { json: 0 }],
    [{ body: "" }, {}],
  ];
  test.each(bodies)("takes a body %j", async (body, sent) => {
    const { result, requests } = perform({ method: "POST", url: "orders", ...body });
    await result;
    const { json, form, text } = requests[0] ?? {};
    expect({ json, form, text }).toEqual({ json: undefined, form: undefined, text: undefined, ...sent });
  });
});

describe("credentials stay below the base address", () => {
  test.each(
    [
      "https://api.shop.test/v1/orders",
      "orders/../customers",
      "//evil.test/x",
      "\\\\evil.test",
      "/v1",
      "a:b/../c".replace(":", "%3A"),
      "",
    ].filter(Boolean),
  )("%s is there", async (url) => {
    const { result, requests } = perform({ url });
    await result;
    expect(requests[0]?.url).toMatch(/^https:\/\/api\.shop\.test\/v1\//);
  });

  test.each([
    ["https://evil.test/v1/orders", "address_outside_base"],
    ["http://api.shop.test/v1/orders", "address_outside_base"],
    ["https://api.shop.test:8443/v1/orders", "address_outside_base"],
    ["https://api.shop.test.evil.test/v1", "address_outside_base"],
    ["https://api.shop.test/v10/orders", "address_outside_base"],
    ["https://api.shop.test/v1/../v2", "address_outside_base"],
    ["../v2/orders", "address_outside_base"],
    ["%2e%2e/v2", "address_outside_base"],
    ["x/..%2f..%2f..%2fadmin", "address_outside_base"],
    ["x/%2E%2E%5c..%5cadmin", "address_outside_base"],
    ["https://api.shop.test@evil.test/v1", "address_invalid"],
    ["https://me:pw@api.shop.test/v1/x", "address_invalid"],
    ["ftp://api.shop.test/v1", "address_invalid"],
    ["javascript:alert(1)", "address_invalid"],
  ])("%s is not", async (url, code) => {
    const { result, requests } = perform({ url });
    await expect(result).rejects.toMatchObject({ code, kind: "terminal" });
    expect(requests).toEqual([]);
  });

  test("of which there must be one", async () => {
    const { result } = perform({ url: "https://api.shop.test" }, [], { properties: {} });
    await expect(result).rejects.toMatchObject({ code: "base_address_missing" });
  });

  test("where there are none, any address will do", async () => {
    const free = { credentials: nobody, properties: {} };
    const { result, requests } = perform({ url: "https://anywhere.test/x" }, [found], free);
    await result;
    expect(requests[0]?.url).toBe("https://anywhere.test/x");
    await expect(perform({ url: "x" }, [], free).result).rejects.toMatchObject({ code: "base_address_missing" });
  });
});

test("an answer that repeats the credentials gives them to no later step", async () => {
  const body = { seen: { Authorization: "Bearer a-bearer-token", list: ["x a-bearer-token"] }, id: 7 };
  const { result } = perform({ url: "echo" }, [{ status: 200, headers: { "x-seen": "a-bearer-token" }, body }]);
  expect(await result).toEqual({
    status: 200,
    headers: { "x-seen": "[redacted]" },
    body: { seen: { Authorization: "Bearer [redacted]", list: ["x [redacted]"] }, id: 7 },
  });
});

describe("what cannot be sent is said before it is", () => {
  test.each([
    [{ url: "x", body: 1 }, "body_invalid"],
    [{ method: "POST", url: "x", body: "{" }, "body_invalid"],
    [{ method: "POST", url: "x", bodyKind: "form", body: "a=b" }, "body_invalid"],
    [{ method: "POST", url: "x", bodyKind: "form", body: { a: {} } }, "body_invalid"],
    [{ method: "POST", url: "x", bodyKind: "text", body: {} }, "body_invalid"],
    [{ url: "x", headers: { Host: "evil.test" } }, "header_not_allowed"],
    [{ url: "x", headers: { "Content-Length ": 1 } }, "header_not_allowed"],
  ])("%j", async (input, code) => {
    const { result, requests } = perform(input);
    await expect(result).rejects.toMatchObject({ code });
    expect(requests).toEqual([]);
  });
});

describe("a status is taken by its class", () => {
  const answer = (status: number, headers: Record<string, string> = {}): HttpResponse => ({
    status,
    headers,
    body: "",
  });
  const cases: [method: string, HttpResponse, Record<string, unknown>][] = [
    ["POST", answer(408), { code: "request_timeout", kind: "retryable" }],
    ["POST", answer(425), { code: "too_early", kind: "retryable" }],
    ["POST", answer(429, { "retry-after": "7" }), { code: "rate_limited", kind: "retryable", retryAfterMs: 7000 }],
    ["GET", answer(500), { code: "server_error", kind: "retryable" }],
    ["DELETE", answer(502), { kind: "uncertain" }],
    ["POST", answer(500), { code: "server_error", kind: "uncertain" }],
    ["PATCH", answer(504, { "retry-after": "7" }), { kind: "uncertain", retryAfterMs: undefined }],
    ["POST", answer(503, { "retry-after": "7" }), { kind: "retryable", retryAfterMs: 7000 }],
    ["GET", answer(301, { location: "https://x.test" }), { code: "redirected", kind: "terminal" }],
    ["GET", answer(400), { code: "request_refused", kind: "terminal" }],
    ["GET", answer(401), { code: "unauthorized", kind: "terminal", reauthenticate: true }],
    ["GET", answer(403), { code: "forbidden", reauthenticate: false }],
    ["GET", answer(404), { code: "not_found" }],
    ["GET", answer(409), { code: "conflict" }],
    ["GET", answer(422), { code: "unprocessable", details: { status: 422, host: "api.shop.test" } }],
  ];
  test.each(cases)("%s answered %j", async (method, reply, error) => {
    await expect(perform({ method, url: "x" }, [reply]).result).rejects.toMatchObject(error);
  });

  test("401 asks for no new credentials where there were none", async () => {
    const { result } = perform({ url: "x" }, [answer(401)], { credentials: nobody });
    await expect(result).rejects.toMatchObject({ reauthenticate: false });
  });

  test.each([
    ["GET", "no_answer", "retryable"],
    ["HEAD", "connection_lost", "retryable"],
    ["PUT", "connection_lost", "uncertain"],
    ["POST", "connection_lost", "uncertain"],
    ["GET", "answer_too_large", "uncertain"],
  ])("%s that ends with %s is %s", async (method, code, kind) => {
    const lost = new ConnectorError(code, { message: "It broke.", kind: "uncertain" });
    await expect(perform({ method, url: "x" }, [lost]).result).rejects.toMatchObject({ code, kind });
  });
});

test("a sign-in needs the Setup's addresses", () => {
  const [signIn] = http.auth.filter((auth) => auth.kind === "oauth2");
  expect(signIn?.authorizationUrl(setup)).toBe("https://shop.test/authorize");
  for (const address of [signIn?.authorizationUrl, signIn?.tokenUrl]) {
    expect(() => address?.({ ...setup, graphUrl: null, dialogUrl: null })).toThrow(
      expect.objectContaining({ code: "setup_incomplete" }),
    );
  }
});

test.each(["https://a.test/x?y=1", "https://me:pw@a.test", "https://a.test/#x", "ftp://a.test", "a.test"])(
  "%s is no base address",
  (address) => {
    expect(http.properties.safeParse({ baseUrl: address }).success).toBe(false);
  },
);
