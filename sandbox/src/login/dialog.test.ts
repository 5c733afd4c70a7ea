import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../app.ts";
import {
  business,
  chat,
  codeFor,
  configUrl,
  dialogUrl,
  events,
  florist,
  ines,
  loginSandbox,
  nora,
  redirectUri,
  sendDialog,
  userToken,
} from "../testing/login.ts";
import { graph } from "../testing/demo.ts";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await loginSandbox(() => 1_800_000_000_000);
});

afterEach(() => sandbox.close());

const open = (url: string) => sandbox.server.inject({ method: "GET", url, headers: { host: "localhost:3001" } });
const appOf = (id: string) => sandbox.world.state.apps.find((app) => app.id === id);

describe("the Login dialog", () => {
  it("asks who signs in, those with Pages first, and then what is granted", async () => {
    const who = await open(dialogUrl());
    expect(who.statusCode).toBe(200);
    expect(who.body.indexOf("Nora Lindqvist")).toBeLessThan(who.body.indexOf("Ines Duarte"));
    const link = /href="(\?[^"]*person=71)"/.exec(who.body)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const asked = await open(`/v25.0/dialog/oauth${link}`);
    expect(asked.body).toContain("Continue as Nora Lindqvist");
    for (const name of ["pages_messaging", "Florist", "Events"]) expect(asked.body).toContain(name);
    expect(asked.body).not.toContain('value="public_profile"');
  });

  it("goes back with a code, the state untouched, and Facebook's fragment", async () => {
    const { statusCode, headers } = await sendDialog(sandbox, dialogUrl(), { person: nora, pages: [florist] });
    expect(statusCode).toBe(303);
    const back = new URL(String(headers.location));
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(back.searchParams.get("state")).toBe("s&1");
    expect(back.searchParams.get("code")).toMatch(/^AQ/);
    expect(back.hash).toBe("#_=_");
  });

  it("lets a browser say that the form comes from here", async () => {
    expect((await open(dialogUrl())).headers["referrer-policy"]).toBe("same-origin");
  });

  it("works without a version in the path", async () => {
    expect((await open(dialogUrl().replace("/v25.0", ""))).statusCode).toBe(200);
  });

  it("goes back with Meta's error when the person cancels, also before they said who they are", async () => {
    const { headers } = await sendDialog(sandbox, dialogUrl(), { person: { id: "" }, more: { action: "cancel" } });
    expect(headers.location).toBe(
      `${redirectUri}?error=access_denied&error_reason=user_denied&error_code=200&error_description=Permissions+error&state=s%261#_=_`,
    );
  });

  it.each([
    [{ client_id: "1" }, "not known"],
    [{ redirect_uri: "" }, "redirect_uri is missing"],
    [{ redirect_uri: `${redirectUri}/` }, "URL blocked"],
    [{ redirect_uri: `${redirectUri}?a=1` }, "URL blocked"],
    [{ redirect_uri: redirectUri.replace("http:", "https:") }, "URL blocked"],
    [{ scope: "pages_messaging,read_minds" }, "Invalid scopes: read_minds"],
    [{ response_type: "token" }, "response_type"],
    [{ config_id: "931" }, "knows no config_id"],
    [{ client_id: business.id }, "needs a config_id"],
    [{ client_id: business.id, config_id: "1" }, "no configuration"],
    [{ client_id: business.id, config_id: "932" }, "override_default_response_type"],
  ])("shows what is wrong with %j here and never goes back", async (query, words) => {
    const shown = await open(dialogUrl(query));
    expect(shown.statusCode).toBe(400);
    expect(shown.body).toContain(words);
    const sent = await sendDialog(sandbox, dialogUrl(query), { person: nora });
    expect(sent.headers.location).toBeUndefined();
    expect(sandbox.world.state.codes).toEqual([]);
  });

  it("lets only people with a role in while the app is in development", async () => {
    Object.assign(appOf(chat.id) ?? {}, { mode: "development" });
    const refused = await sendDialog(sandbox, dialogUrl(), { person: nora });
    expect(refused).toMatchObject({ statusCode: 400, body: expect.stringContaining("App not active") });
    sandbox.world.state.people.find(({ id }) => id === nora.id)?.roles.push(chat.id);
    expect((await sendDialog(sandbox, dialogUrl(), { person: nora })).statusCode).toBe(303);
  });

  it("escapes what the app's maker and the address say", async () => {
    const app = appOf(chat.id);
    if (app) app.name = `<b onload="x">&`;
    expect((await open(dialogUrl())).body).toContain("&lt;b onload=&quot;x&quot;&gt;&amp;");
    expect((await open(dialogUrl({ redirect_uri: "<script>" }))).body).not.toContain("<script>");
  });

  it("keeps its calls without codes", async () => {
    const code = await codeFor(sandbox, dialogUrl(), { person: nora });
    const calls = JSON.stringify(sandbox.world.state.calls);
    expect(calls).toContain("/v25.0/dialog/oauth");
    expect(calls).not.toContain(code);
  });
});

const permissionsOf = async (token: string) =>
  (await graph(sandbox, "GET", `/v25.0/me/permissions?access_token=${token}`)).body.data;

describe("consent", () => {
  const granted = (permission: string) => ({ permission, status: "granted" });
  const declined = (permission: string) => ({ permission, status: "declined" });

  it("keeps what was declined declined, until the app asks again", async () => {
    const some = { person: nora, pages: [florist], permissions: ["pages_show_list", "pages_manage_metadata"] };
    const token = await userToken(sandbox, some);
    const expected = [
      granted("public_profile"),
      granted("pages_manage_metadata"),
      granted("pages_show_list"),
      declined("pages_messaging"),
    ];
    expect(await permissionsOf(token)).toEqual(expected);
    await userToken(sandbox, { person: nora, pages: [florist] });
    expect(await permissionsOf(token)).toEqual(expected);
    expect((await open(dialogUrl({ person: nora.id }))).body).not.toContain("pages_messaging</code>");
    await userToken(sandbox, { person: nora, pages: [florist] }, dialogUrl({ auth_type: "rerequest" }));
    expect(await permissionsOf(token)).not.toContainEqual(declined("pages_messaging"));
  });

  it("grants only Pages of that person, and those named last", async () => {
    await userToken(sandbox, { person: nora, pages: [florist, { id: "201" }] });
    expect(sandbox.world.state.grants).toMatchObject([{ personId: nora.id, pageIds: [florist.id] }]);
    await userToken(sandbox, { person: nora, pages: [events] });
    expect(sandbox.world.state.grants).toMatchObject([{ personId: nora.id, pageIds: [events.id] }]);
  });

  it("is all or nothing with Login for Business, and wants a Page of those who have one", async () => {
    const url = configUrl("931");
    const none = await sendDialog(sandbox, url, { person: nora });
    expect(none).toMatchObject({ statusCode: 400, body: expect.stringContaining("Choose at least one Page.") });
    expect((await sendDialog(sandbox, url, { person: ines })).statusCode).toBe(303);
    const token = await userToken(sandbox, { person: nora, pages: [florist], permissions: [] }, url, business);
    expect(await permissionsOf(token)).toHaveLength(4);
    expect(JSON.stringify(await permissionsOf(token))).not.toContain("declined");
  });
});
