import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  clientSecret,
  type ConnectStage,
  createConnectStage,
  page,
  personToken,
  refreshToken,
} from "./testing/connect-stage.ts";
import { authorize, choose, comeBack, openDialog, signIn } from "./testing/connect-walk.ts";

let stage: ConnectStage;
beforeAll(async () => {
  stage = await createConnectStage();
});
afterAll(() => stage.server.close());
beforeEach(() => {
  stage.play();
  stage.messages.length = 0;
  stage.application.subscribe = null;
  stage.application.subscribed.length = 0;
});

const read = async (one: string) => (await stage.server.call("GET", one)).body;

test("only what has Pages is said to be the sandbox's", async () => {
  const sandboxed = async (connector: string) => {
    const { one, setup } = await stage.scene("Sandboxed", connector);
    await stage.server.call("PATCH", `/v1/connectors/${connector}/setups/${setup}`, {
      graphUrl: "http://127.0.0.1:3001",
    });
    return (await read(one)).sandbox;
  };
  expect([await sandboxed("pages"), await sandboxed("personal")]).toEqual([true, false]);
});

describe("a person's way through the connect page", () => {
  test("leads from the link to the dialog, back, to the choice of Pages and to the first message", async () => {
    const { one, list, account } = await stage.scene();
    const browser = stage.browser();
    const url = await authorize(stage, one);
    expect((await read(one)).signIn).toMatchObject({ status: "waiting", connections: [] });
    const begin = await browser.get(url);
    expect(begin.status).toBe(200);
    for (const word of ["Velodrome", "Harbour Café", "Connect Pages", ">Sign in with Pages</a>"]) {
      expect(begin.text).toContain(word);
    }
    const dialog = await openDialog(browser, url);
    expect(`${dialog.origin}${dialog.pathname}`).toBe("https://pages.example/dialog");
    expect(Object.fromEntries(dialog.searchParams)).toMatchObject({
      ...{ kept: "1", extra: "1", client_id: "1", response_type: "code", scope: "read,write" },
      ...{ redirect_uri: "http://localhost:3000/connector/callback", code_challenge_method: "S256" },
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect((await read(one)).signIn.status).toBe("started");
    const choosing = await comeBack(browser, dialog);
    expect(stage.forms).toEqual([
      expect.objectContaining({
        ...{ grant_type: "authorization_code", code: "c", client_id: "1", client_secret: clientSecret },
        ...{ redirect_uri: "http://localhost:3000/connector/callback", code_verifier: expect.any(String) },
      }),
    ]);
    expect(await read(one)).toMatchObject({ status: "page_required", signIn: { status: "choosing" } });
    expect(choosing.text).toContain("Choose Pages");
    const done = await choose(browser, choosing, ["7", "8"]);
    for (const word of [
      "Connected: write to your Page",
      "https://chat.example/7",
      "https://chat.example/8",
      "<svg viewBox",
      "Waiting for your first message",
    ]) {
      expect(done.text).toContain(word);
    }
    const connected = (await stage.server.call("GET", list)).body.items;
    expect(connected).toEqual([
      expect.objectContaining({ name: "Page 8", page: { id: "8", name: "Page 8" }, status: "authenticated" }),
      expect.objectContaining({
        name: "Front desk",
        page: { id: "7", name: "Page 7" },
        auth: "oauth2",
        signedInBy: "Ada Moss",
        account: account.wire,
      }),
    ]);
    expect(connected[1].signIn).toMatchObject({
      status: "connected",
      error: null,
      connections: [connected[1].id, connected[0].id],
    });
    expect(stage.application.subscribed).toEqual(["7", "8"]);
    stage.messages.push({ page: "7", text: "Ahoy <there>" } as (typeof stage.messages)[number]);
    expect((await browser.get(choosing.location)).text).toContain("Your first message has come: Ahoy &lt;there&gt;");
  });

  test("stays in the window that the console opened, at every step that leads on as well", async () => {
    const { one } = await stage.scene("Windowed");
    const browser = stage.browser();
    const url = await authorize(stage, one);
    const policy = async (address: string) => {
      const { headers, location } = await browser.get(address);
      return { location, policy: headers["cross-origin-opener-policy"] };
    };
    const begin = await policy(url);
    const away = await policy(`${url}/start`);
    const state = new URL(away.location).searchParams.get("state");
    const back = await policy(`/connector/callback?code=c&state=${state}`);
    const choosing = await policy(back.location);
    for (const step of [begin, away, back, choosing]) expect(step.policy).toBe("unsafe-none");
  });

  test("tells nobody a secret: not in pages, addresses, answers, rows or log lines", async () => {
    const { one, list } = await stage.scene("Secret keeper");
    const texts: string[] = [];
    const { browser, dialog, ...choosing } = await signIn(stage, one);
    texts.push(choosing.text, dialog.href.replace(dialog.searchParams.get("state") ?? "", ""));
    texts.push((await stage.server.call("GET", `${one}/lookups/pages`)).text);
    texts.push((await choose(browser, choosing, ["9", "8"])).text, (await choose(browser, choosing, ["8"])).text);
    texts.push((await stage.server.call("GET", list)).text, stage.server.lines.join("\n"));
    const { rows } = await stage.server.database.pool.query(
      "SELECT row_to_json(s)::text AS text FROM sign_in s UNION ALL SELECT row_to_json(c)::text FROM connection c",
    );
    texts.push(...rows.map(({ text }) => text));
    const secrets = [clientSecret, personToken, refreshToken, "page-token-", dialog.searchParams.get("state") ?? ""];
    for (const secret of secrets)
      expect(
        texts.some((text) => text.includes(secret)),
        secret,
      ).toBe(false);
  });

  test("bears the partner's name and logo", async () => {
    const { one } = await stage.scene("Branded");
    const url = await authorize(stage, one);
    const logo = "data:image/png;base64,iVBORw0KGgo=";
    await stage.server.deps.settings.changeGeneral({ displayName: "Acme & Sons", logo });
    const { text } = await stage.browser().get(url);
    await stage.server.deps.settings.changeGeneral({ displayName: "Acme", logo: null });
    expect(text).toContain(`<header><img src="${logo}" alt="">Acme &amp; Sons</header>`);
    expect((await stage.browser().get(url)).text).toContain("<header>Acme</header>");
  });

  test("its pages stand alone: no foreign address, no frame, no cache; the cookie is the browser's only", async () => {
    const { one } = await stage.scene("Strict");
    const url = await authorize(stage, one);
    const { headers, text } = await stage.browser().get(url);
    const policy = String(headers["content-security-policy"]);
    for (const rule of ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "img-src data:"])
      expect(policy).toContain(rule);
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
    expect(text).toContain(`<script nonce="${nonce}">`);
    expect(text).not.toMatch(/(src|href)="https?:/);
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    expect(headers["set-cookie"]).toEqual([
      expect.stringMatching(/^connect=[\w-]{43}; Path=\/connect; Max-Age=86400; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^connect=[\w-]{43}; Path=\/connector; Max-Age=86400; HttpOnly; SameSite=Lax$/),
    ]);
    expect(stage.server.lines.join("\n")).not.toContain(url.split("/").at(-1));
  });

  test("one Page is offered like several, ticked already; what is missing there warns and hinders nothing", async () => {
    const { one } = await stage.scene("One Page");
    const warnings = [{ code: "task_missing", message: "You may not answer there." }];
    stage.play({ targets: () => [page("9", { warnings })] });
    const { browser, ...choosing } = await signIn(stage, one);
    expect(choosing.text).toMatch(/value="9" checked/);
    expect(choosing.text).toContain("You may not answer there.");
    expect((await choose(browser, choosing, ["9"])).text).toContain("https://chat.example/9");
    expect(await read(one)).toMatchObject({ status: "authenticated", page: { id: "9" } });
  });

  test("search leaves those that have it in name or number", async () => {
    const { one } = await stage.scene("Searching");
    stage.play({ targets: () => [page("71", { name: "Harbour" }), page("72", { name: "Mill" })] });
    const { browser, location } = await signIn(stage, one);
    const shown = async (q: string) =>
      [...(await browser.get(`${location}?q=${q}`)).text.matchAll(/name="page" value="(\d+)"/g)].map(([, id]) => id);
    expect([await shown("harb"), await shown("72"), await shown("nothing"), await shown("")]).toEqual([
      ["71"],
      ["72"],
      [],
      ["71", "72"],
    ]);
  });

  test("finishes on the host it began on, although the Service Domain changes meanwhile", async () => {
    const { one } = await stage.scene("Moving");
    const browser = stage.browser();
    const dialog = await openDialog(browser, await authorize(stage, one));
    await stage.server.deps.settings.changeGeneral({ serviceDomain: "hooks.example.com" });
    expect((await comeBack(browser, dialog)).text).toContain("Choose Pages");
    expect(stage.forms).toEqual([
      expect.objectContaining({ redirect_uri: "http://localhost:3000/connector/callback" }),
    ]);
    expect(new URL(await authorize(stage, one)).origin).toBe("https://hooks.example.com");
    await stage.server.deps.settings.changeGeneral({ serviceDomain: "localhost:3000" });
  });

  test("ends at the place it was begun from, where that is allowed", async () => {
    const { one } = await stage.scene("Returning");
    await stage.server.deps.settings.changeGeneral({ returnOrigins: ["https://app.example.com"] });
    const refused = await stage.server.call("POST", `${one}/authorize`, { returnUrl: "https://evil.example/x" });
    expect(refused).toMatchObject({ status: 422, body: { error: { code: "return_url_refused" } } });
    const browser = stage.browser();
    const url = await authorize(stage, one, { returnUrl: "https://app.example.com/done?tab=2" });
    const choosing = await comeBack(browser, await openDialog(browser, url));
    const done = await choose(browser, choosing, ["8"]);
    const { id } = await read(one);
    expect(done.text).toContain(`https://app.example.com/done?tab=2&amp;connection=${id}&amp;status=connected`);
    expect(done.text).toContain("Back to app.example.com");
  });

  test("a connector without Pages is connected with the person's own token", async () => {
    const { one } = await stage.scene("Personal", "personal");
    const { text } = await signIn(stage, one);
    expect(text).toContain("Personal is connected for");
    expect(await read(one)).toMatchObject({ status: "authenticated", auth: "oauth2", page: null, contactUrl: null });
    const none = await stage.server.call("GET", `${one}/lookups/pages`);
    expect(none).toMatchObject({ status: 404, body: { error: { code: "lookup_not_found" } } });
  });
});
