import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../app.ts";
import { demo, graph } from "../testing/demo.ts";
import {
  business,
  chat,
  configUrl,
  debugged,
  events,
  florist,
  ines,
  loginSandbox,
  longToken,
  nora,
  pageToken,
  userToken,
} from "../testing/login.ts";
import { appScopedId } from "../world/grants.ts";

const hourS = 3600;

let now: number;
let sandbox: Sandbox;

beforeEach(async () => {
  now = 1_800_000_000_000;
  sandbox = await loginSandbox(() => now);
});

afterEach(() => sandbox.close());

const signIn = { person: nora, pages: [florist] };
const nowS = () => now / 1000;
const judge = (method: "POST" | "DELETE", path: string, body?: object) =>
  graph(sandbox, method, `/_sandbox${path}`, body);

describe("debug_token", () => {
  it("tells of a user token which Pages it reaches", async () => {
    const scopes = ["public_profile", "pages_messaging", "pages_manage_metadata", "pages_show_list"];
    expect(await debugged(sandbox, await userToken(sandbox, signIn))).toEqual({
      app_id: chat.id,
      application: chat.name,
      type: "USER",
      user_id: appScopedId(chat.id, nora.id),
      is_valid: true,
      issued_at: nowS(),
      expires_at: nowS() + 2 * hourS,
      data_access_expires_at: nowS() + 90 * 24 * hourS,
      scopes,
      granular_scopes: scopes.slice(1).map((scope) => ({ scope, target_ids: [florist.id] })),
    });
  });

  it("names no target when all Pages are granted, and no scope when none is", async () => {
    const all = await debugged(sandbox, await userToken(sandbox, { person: nora, more: { all_pages: "1" } }));
    expect(all.granular_scopes).toContainEqual({ scope: "pages_messaging" });
    expect((await debugged(sandbox, await userToken(sandbox, { person: ines }))).granular_scopes).toEqual([]);
  });

  it("tells of a Page token and a system user's", async () => {
    const page = await pageToken(sandbox, await longToken(sandbox, signIn), florist);
    const told = await debugged(sandbox, page);
    expect(told).toMatchObject({ type: "PAGE", profile_id: florist.id, expires_at: 0, is_valid: true });
    const system = await userToken(sandbox, signIn, configUrl("932"), business);
    const ofSystem = { type: "SYSTEM_USER", expires_at: 0, data_access_expires_at: 0, is_valid: true };
    expect(await debugged(sandbox, system, business)).toMatchObject(ofSystem);
  });

  it("wants the app's own token", async () => {
    const user = await userToken(sandbox, signIn);
    const ask = (viewer: string) => graph(sandbox, "GET", `/debug_token?input_token=${user}&access_token=${viewer}`);
    const refused = { status: 400, body: { error: { code: 100 } } };
    expect(await ask(user)).toMatchObject(refused);
    expect(await ask(encodeURIComponent(`${business.id}|${business.secret}`))).toMatchObject(refused);
    expect(await ask(demo.page.accessToken)).toMatchObject({ status: 400, body: { error: { code: 190 } } });
  });

  it("obeys faults, as oauth/access_token does", async () => {
    const down = { error: { status: 503, code: 2 } };
    for (const edge of ["debug_token", "oauth/access_token"]) {
      await judge("POST", "/faults", { match: { edge }, times: 1, ...down });
      expect(await graph(sandbox, "GET", `/v25.0/${edge}`)).toMatchObject({
        status: 503,
        body: { error: { code: 2 } },
      });
    }
  });
});

describe("a token ends", () => {
  const person = `/people/${nora.id}`;

  it.each([
    ["when the password changes", 460, () => judge("POST", `${person}/password`)],
    ["when the person removes the app", 458, () => judge("DELETE", `${person}/apps/${chat.id}`)],
    ["when the role on the Page is lost", 492, () => judge("DELETE", `${person}/pages/${florist.id}`)],
    ["when its time is over", 463, () => judge("POST", "/clock", { advanceMs: 7_200_000 })],
  ])("%s: 190/%i, inside debug_token's data too", async (_name, subcode, act) => {
    const page = await pageToken(sandbox, await userToken(sandbox, signIn), florist);
    expect((await act()).status).toBe(200);
    const answer = await graph(sandbox, "GET", `/me?access_token=${page}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 190, error_subcode: subcode } } });
    const told = await debugged(sandbox, page);
    expect(told).toMatchObject({ is_valid: false, profile_id: florist.id, error: { code: 190, subcode } });
  });

  it("for that person, app and Page only", async () => {
    const both = { person: nora, pages: [florist, events] };
    const user = await longToken(sandbox, both);
    const system = await userToken(sandbox, both, configUrl("932"), business);
    const kept = await pageToken(sandbox, user, events);
    await judge("DELETE", `${person}/pages/${florist.id}`);
    expect(await debugged(sandbox, kept)).toMatchObject({ is_valid: true });
    expect(await debugged(sandbox, user)).toMatchObject({ is_valid: true });
    await judge("POST", `${person}/password`);
    expect(await debugged(sandbox, user)).toMatchObject({ is_valid: false });
    expect(await debugged(sandbox, system, business)).toMatchObject({ is_valid: true });
    await judge("DELETE", `${person}/apps/${business.id}`);
    expect(await debugged(sandbox, system, business)).toMatchObject({ error: { subcode: 458 } });
  });

  it("when a test says so, also one that was there from the beginning", async () => {
    await userToken(sandbox, signIn);
    const { tokens } = (await graph(sandbox, "GET", `/_sandbox/tokens?person=${nora.id}`)).body;
    const [{ id }] = tokens as [{ id: string }];
    expect(JSON.stringify(tokens)).not.toContain("EAA");
    const { value } = (await graph(sandbox, "GET", `/_sandbox/tokens/${id}/value`)).body;
    await judge("POST", `/tokens/${id}/kill`, { reason: "checkpointed" });
    expect(await debugged(sandbox, String(value))).toMatchObject({ error: { code: 190, subcode: 459 } });
    expect((await judge("POST", `/tokens/${id}/kill`, { reason: "bored" })).status).toBe(400);
    expect((await judge("POST", "/tokens/none/kill", { reason: "expired" })).status).toBe(404);
  });
});
