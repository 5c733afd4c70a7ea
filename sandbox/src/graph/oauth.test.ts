import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../app.ts";
import { graph } from "../testing/demo.ts";
import {
  business,
  chat,
  codeFor,
  configUrl,
  debugged,
  dialogUrl,
  exchange,
  florist,
  loginSandbox,
  longToken,
  nora,
  pageToken,
  redirectUri,
  userToken,
} from "../testing/login.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let now: number;
let sandbox: Sandbox;

beforeEach(async () => {
  now = 1_800_000_000_000;
  sandbox = await loginSandbox(() => now);
});

afterEach(() => sandbox.close());

const signIn = { person: nora, pages: [florist] };
const code = () => codeFor(sandbox, dialogUrl(), signIn);
const me = (token: string) => graph(sandbox, "GET", `/v25.0/me?fields=id,name&access_token=${token}`);
const refused = (code: number, subcode?: number) => ({
  status: 400,
  body: { error: { type: "OAuthException", code, ...(subcode ? { error_subcode: subcode } : {}) } },
});

describe("oauth/access_token with a code", () => {
  it("gives a short-lived token, once", async () => {
    const query = { code: await code(), redirect_uri: redirectUri };
    const first = await exchange(sandbox, query);
    expect(first).toMatchObject({ status: 200, body: { token_type: "bearer", expires_in: 7200 } });
    expect((await me(String(first.body.access_token))).body.name).toBe(nora.name);
    expect(await exchange(sandbox, query)).toMatchObject(refused(100, 36_009));
  });

  it("wants the app's secret, its own code, the same redirect_uri and no more than ten minutes", async () => {
    const query = { code: await code(), redirect_uri: redirectUri };
    expect(await exchange(sandbox, query, { ...chat, secret: "wrong" })).toMatchObject(refused(1));
    expect(await exchange(sandbox, query, { ...chat, id: "1" })).toMatchObject(refused(101));
    expect(await exchange(sandbox, query, business)).toMatchObject(refused(100));
    expect(await exchange(sandbox, { redirect_uri: redirectUri })).toMatchObject(refused(100));
    expect(await exchange(sandbox, { ...query, code: "AQ" })).toMatchObject(refused(100));
    expect(await exchange(sandbox, { ...query, redirect_uri: `${redirectUri}/` })).toMatchObject(refused(100, 36_008));
    expect(await exchange(sandbox, { code: query.code })).toMatchObject(refused(100, 36_008));
    now += 10 * minuteMs - 1;
    expect((await exchange(sandbox, query)).status).toBe(200);
    const late = { ...query, code: await code() };
    now += 10 * minuteMs;
    expect(await exchange(sandbox, late)).toMatchObject(refused(100, 36_007));
  });
});

describe("fb_exchange_token", () => {
  it("gives sixty days for a living token of this app's user", async () => {
    const short = await userToken(sandbox, signIn);
    const long = await exchange(sandbox, { grant_type: "fb_exchange_token", fb_exchange_token: short });
    expect(long.body).toMatchObject({ token_type: "bearer", expires_in: 5_184_000 });
    now += 2 * hourMs;
    expect(await me(short)).toMatchObject(refused(190, 463));
    expect((await me(String(long.body.access_token))).status).toBe(200);
    const again = { grant_type: "fb_exchange_token", fb_exchange_token: short };
    expect(await exchange(sandbox, again)).toMatchObject(refused(190, 463));
    expect(await exchange(sandbox, { ...again, fb_exchange_token: "x" })).toMatchObject(refused(190));
  });

  it("has nothing for a Page's, a system user's or another app's token", async () => {
    const page = await pageToken(sandbox, await userToken(sandbox, signIn), florist);
    const system = await userToken(sandbox, signIn, configUrl("932"), business);
    const user = await userToken(sandbox, signIn);
    for (const [token, app] of [
      [page, chat],
      [system, business],
      [user, business],
    ] as const) {
      const query = { grant_type: "fb_exchange_token", fb_exchange_token: token };
      expect(await exchange(sandbox, query, app)).toMatchObject(refused(100));
    }
  });
});

it("a system user's token lives for ever or sixty days, as its configuration says", async () => {
  const forever = await codeFor(sandbox, configUrl("932"), signIn);
  const { body } = await exchange(sandbox, { code: forever, redirect_uri: redirectUri }, business);
  expect(Object.keys(body)).toEqual(["access_token", "token_type"]);
  const limited = await codeFor(sandbox, configUrl("933"), signIn);
  const sixty = await exchange(sandbox, { code: limited, redirect_uri: redirectUri }, business);
  expect(sixty.body.expires_in).toBe(5_184_000);
});

describe("Page tokens", () => {
  it("live an hour when they come of a short-lived token, and for ever of a long-lived one", async () => {
    const short = await pageToken(sandbox, await userToken(sandbox, signIn), florist);
    const long = await pageToken(sandbox, await longToken(sandbox, signIn), florist);
    expect((await debugged(sandbox, long)).expires_at).toBe(0);
    now += hourMs;
    expect(await me(short)).toMatchObject(refused(190, 463));
    now += 400 * 24 * hourMs;
    expect((await me(long)).status).toBe(200);
  });
});

describe("app tokens", () => {
  it("come from a new secret only, once it was reset", async () => {
    const old = `${chat.id}|${chat.secret}`;
    const ask = (token: string) => graph(sandbox, "GET", `/${chat.id}?access_token=${encodeURIComponent(token)}`);
    expect((await ask(old)).body).toEqual({ id: chat.id, name: chat.name });
    const reset = await graph(sandbox, "POST", `/_sandbox/apps/${chat.id}/secret`);
    expect(await ask(old)).toMatchObject(refused(190));
    expect((await ask(`${chat.id}|${String(reset.body.secret)}`)).status).toBe(200);
    expect(await exchange(sandbox, { grant_type: "client_credentials" })).toMatchObject(refused(1));
  });
});
