import { ConnectorError } from "@velodrome/kit";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { unreachable } from "../connection/testing/fake-connector.ts";
import {
  clientSecret,
  type ConnectStage,
  createConnectStage,
  down,
  page,
  personToken,
  refusedClient,
  refusedCode,
  silent,
} from "./testing/connect-stage.ts";
import { authorize, choose, codeOn, comeBack, openDialog, signIn } from "./testing/connect-walk.ts";

let stage: ConnectStage;
let scene: Awaited<ReturnType<ConnectStage["scene"]>>;
beforeAll(async () => {
  stage = await createConnectStage();
  // Each test connects the same Pages in an account of its own.
  await stage.server.deps.settings.changeGeneral({ returnOrigins: ["https://app.example.com"] });
});
afterAll(() => stage.server.close());
beforeEach(async () => {
  stage.play();
  stage.application.subscribe = null;
  scene = await stage.scene();
});

const read = async (one = scene.one) => (await stage.server.call("GET", one)).body;
const thrown = (error: Error) => () => {
  throw error;
};

describe("a sign-in that comes to nothing says what to do, and can be tried again", () => {
  const cancelled = { error: "access_denied", error_reason: "user_denied", error_code: "200" };
  const cases: readonly [string, string, Parameters<ConnectStage["play"]>[0], Record<string, string>?][] = [
    ["cancelled in the dialog", "access_denied", {}, cancelled],
    ["the dialog itself is out of order", "service_unavailable", {}, { error: "server_error" }],
    ["another error of the dialog", "sign_in_refused", {}, { error: "invalid_scope" }],
    ["no code", "sign_in_refused", {}, {}],
    ["a code that is too old or used", "code_refused", { token: () => refusedCode }],
    ["a Client Secret that is wrong", "setup_refused", { token: () => refusedClient }],
    ["the application is down", "service_unavailable", { token: () => down }],
    ["the application says nothing in time", "service_unavailable", { token: thrown(silent) }],
    ["nothing answers when it is asked what was granted", "service_unavailable", { grant: thrown(unreachable) }],
    ["nothing answers when it is asked for the Pages", "service_unavailable", { targets: thrown(silent) }],
    ["a permission that is needed was not given", "permission_missing", { grant: () => ({ missing: ["messages"] }) }],
    ["no Page came along", "no_pages", { targets: () => [] }],
  ];
  test.each(cases)("%s", async (_, code, change, query = { code: "c" }) => {
    stage.play(change);
    const browser = stage.browser();
    const returnUrl = "https://app.example.com/";
    const dialog = await openDialog(browser, await authorize(stage, scene.one, { returnUrl }));
    const failed = await comeBack(browser, dialog, query);
    expect([failed.status, codeOn(failed.text)]).toEqual([200, code]);
    expect(failed.text).toContain(`${failed.location}/start">Try again</a>`);
    expect(failed.text).toContain(`status=failed`);
    const { status, signIn: told } = await read();
    expect([status, told.status, told.error.code]).toEqual(["new", "failed", code]);
    if (code === "permission_missing") expect(failed.text).toContain("To read what people write.");
    stage.play();
    const again = new URL((await browser.get(`${failed.location}/start`)).location);
    expect(again.searchParams.get("state")).not.toBe(dialog.searchParams.get("state"));
    expect((await comeBack(browser, again)).text).toContain("Choose Pages");
  });

  test("what the application repeats of tokens stays out of the page and the log", async () => {
    const message = `Malformed access token ${personToken} for ${clientSecret}`;
    stage.play({ grant: thrown(new ConnectorError("token_malformed", { message, kind: "terminal" })) });
    const { text } = await signIn(stage, scene.one);
    expect(codeOn(text)).toBe("token_malformed");
    for (const where of [text, JSON.stringify(await read()), stage.server.lines.join("\n")]) {
      expect(where).not.toContain(personToken);
      expect(where).not.toContain(clientSecret);
    }
  });

  test("longer than 10 minutes in the dialog", async () => {
    const browser = stage.browser();
    const dialog = await openDialog(browser, await authorize(stage, scene.one));
    stage.server.pass(10 * 60_000);
    expect((await read()).signIn.status).toBe("expired");
    const failed = await comeBack(browser, dialog);
    expect(codeOn(failed.text)).toBe("sign_in_expired");
    expect(stage.forms).toEqual([]);
    expect((await browser.get(`${failed.location}/start`)).status).toBe(303);
  });

  test("a window that was closed leaves a page that looks again, with a way to try again", async () => {
    const browser = stage.browser();
    const url = await authorize(stage, scene.one);
    await openDialog(browser, url);
    const waiting = await browser.get((await browser.get(url)).location);
    expect(waiting.text).toContain("One moment");
    expect(waiting.text).toContain("Try again");
  });
});

describe("what comes back from the dialog", () => {
  test("with a state that is not known, or none, leads nowhere", async () => {
    for (const query of ["state=x&code=c", "code=c", ""]) {
      const answer = await stage.browser().get(`/connector/callback?${query}`);
      expect([answer.status, codeOn(answer.text)]).toEqual([400, "state_unknown"]);
    }
  });

  test("in a browser without the cookie, or with another, is refused and uses nothing up", async () => {
    const browser = stage.browser();
    const dialog = await openDialog(browser, await authorize(stage, scene.one));
    const state = dialog.searchParams.get("state");
    const bare = await stage.browser().get(`/connector/callback?code=c&state=${state}`);
    expect([bare.status, codeOn(bare.text)]).toEqual([403, "cookie_missing"]);
    const stranger = stage.browser();
    await stranger.get(await authorize(stage, (await stage.scene("Stranger")).one));
    const foreign = await stranger.get(`/connector/callback?code=c&state=${state}`);
    expect([foreign.status, codeOn(foreign.text)]).toEqual([403, "foreign_browser"]);
    expect(stage.forms).toEqual([]);
    expect((await comeBack(browser, dialog)).text).toContain("Choose Pages");
  });

  test("counts once: loaded again, or many times at once, it shows the same sign-in", async () => {
    const browser = stage.browser();
    const dialog = await openDialog(browser, await authorize(stage, scene.one));
    const state = dialog.searchParams.get("state");
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => browser.get(`/connector/callback?code=c&state=${state}`)),
    );
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1);
    expect(stage.forms).toHaveLength(1);
    expect((await comeBack(browser, dialog)).text).toContain("Choose Pages");
    expect(stage.forms).toHaveLength(1);
  });

  test("of a sign-in that was begun anew meanwhile is not taken", async () => {
    const browser = stage.browser();
    const url = await authorize(stage, scene.one);
    const first = await openDialog(browser, url);
    await openDialog(browser, url);
    expect(codeOn((await comeBack(browser, first)).text)).toBe("state_unknown");
  });

  test("finds the connection deleted, or the account given up, meanwhile", async () => {
    const browser = stage.browser();
    const dialog = await openDialog(browser, await authorize(stage, scene.one));
    await stage.server.call("DELETE", scene.one);
    expect(codeOn((await comeBack(browser, dialog)).text)).toBe("state_unknown");
    const other = await stage.scene("Given up");
    const late = await openDialog(browser, await authorize(stage, other.one));
    const id = other.account.id;
    await stage.server.database.pool.query("UPDATE connection SET setup_id = NULL WHERE account_id = $1", [id]);
    const answer = await comeBack(browser, late);
    expect([answer.status, codeOn(answer.text)]).toEqual([410, "setup_gone"]);
  });
});

describe("a link", () => {
  const setupLink = async (body: object = {}) =>
    (await stage.server.call("POST", `${scene.one}/setup-link`, body)).body;

  test("that is not known, or too old, says so", async () => {
    const unknown = await stage.browser().get("/connect/nothing");
    expect([unknown.status, codeOn(unknown.text)]).toEqual([404, "link_unknown"]);
    const url = await authorize(stage, scene.one);
    stage.server.pass(10 * 60_000);
    const expired = await stage.browser().get(url);
    expect([expired.status, codeOn(expired.text)]).toEqual([410, "link_expired"]);
    expect((await read()).signIn.status).toBe("expired");
  });

  test("is not used up by being looked at, and belongs to the browser that goes on first", async () => {
    const url = await authorize(stage, scene.one);
    await stage.browser().get(url);
    const browser = stage.browser();
    await openDialog(browser, url);
    const second = await stage.browser().get(url);
    expect([second.status, codeOn(second.text)]).toEqual([410, "link_used"]);
    const late = stage.browser();
    expect(codeOn((await late.get(`${url}/start`)).text)).toBe("cookie_missing");
  });

  test("opened by several browsers at once is one's", async () => {
    const url = await authorize(stage, scene.one);
    const browsers = Array.from({ length: 5 }, () => stage.browser());
    for (const browser of browsers) await browser.get(url);
    const answers = await Promise.all(browsers.map((browser) => browser.get(`${url}/start`)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ text }) => codeOn(text) === "link_used")).toHaveLength(4);
  });

  test("for an account's person lasts a day, moves with them until a Page is connected, and is then used", async () => {
    const { url, expiresAt } = await setupLink();
    const created = new Date((await read()).signIn.startedAt).getTime();
    expect(Date.parse(expiresAt) - created).toBe(86_400_000);
    const inApp = stage.browser();
    const abandoned = await openDialog(inApp, url);
    stage.server.pass(3_600_000);
    const phone = stage.browser();
    const choosing = await comeBack(phone, await openDialog(phone, url));
    expect(codeOn((await comeBack(inApp, abandoned)).text)).toBe("state_unknown");
    expect((await choose(phone, choosing, ["7"])).text).toContain("https://chat.example/7");
    const again = await inApp.get(url);
    expect([again.status, codeOn(again.text)]).toEqual([410, "link_used"]);
    expect((await phone.get((await phone.get(url)).location)).text).toContain("Connected");
  });

  test("lasts as long as it was asked to", async () => {
    const { url } = await setupLink({ expiresIn: 60 });
    stage.server.pass(60_000);
    expect(codeOn((await stage.browser().get(url)).text)).toBe("link_expired");
    expect((await stage.server.call("POST", `${scene.one}/setup-link`, { expiresIn: 1 })).status).toBe(400);
  });

  test("leads nowhere while its Setup does not say where people sign in", async () => {
    stage.play({
      dialog: thrown(new ConnectorError("setup_incomplete", { message: "Enter the address.", kind: "terminal" })),
    });
    const browser = stage.browser();
    const url = await authorize(stage, scene.one);
    await browser.get(url);
    const answer = await browser.get(`${url}/start`);
    expect([answer.status, codeOn(answer.text), answer.text.includes("Enter the address.")]).toEqual([
      400,
      "setup_incomplete",
      true,
    ]);
  });

  test("is made only where somebody can sign in", async () => {
    const setup = await stage.server.call("POST", "/v1/connectors/chat/setups", {
      ...{ name: "Chat", clientId: "1", clientSecret: "s" },
    });
    const wanted = { connector: "chat", setup: setup.body.id, name: "x" };
    const { id } = (await stage.server.call("POST", scene.list, wanted)).body;
    expect((await stage.server.call("POST", `${scene.list}/${id}/authorize`, {})).status).toBe(400);
    const none = await stage.server.call("POST", `${scene.list}/con_${"0".repeat(26)}/setup-link`, {});
    expect(none.body.error.code).toBe("connection_not_found");
  });
});

describe("choosing Pages", () => {
  test("wants one, from this page's own form", async () => {
    const { browser, ...choosing } = await signIn(stage, scene.one);
    const nothing = await choose(browser, choosing, []);
    expect([nothing.status, nothing.text.includes("Choose at least one Page.")]).toEqual([400, true]);
    const forged = await browser.post(choosing.location, [["page", "7"]]);
    expect([forged.status, codeOn(forged.text)]).toEqual([403, "form_refused"]);
    const stranger = await stage.browser().post(choosing.location, [["page", "7"]]);
    expect([stranger.status, codeOn(stranger.text)]).toEqual([403, "cookie_missing"]);
    expect((await read()).status).toBe("page_required");
  });

  test("of a Page that does not answer by its token keeps what was ticked", async () => {
    stage.application.tokens.set("page-token-9", unreachable);
    stage.play({ targets: () => [page("7"), page("9"), page("6", { accessToken: "dead" })] });
    const { browser, ...choosing } = await signIn(stage, scene.one);
    const quiet = await choose(browser, choosing, ["9"]);
    expect(quiet.status).toBe(503);
    expect(quiet.text).toMatch(/value="9" checked/);
    expect((await choose(browser, choosing, ["6"])).status).toBe(422);
    const done = await choose(browser, choosing, ["7", "9"]);
    expect(done.text).toContain("so this Page was not connected");
    expect((await read()).signIn).toMatchObject({ status: "connected", error: { code: "page_not_connected" } });
    stage.application.tokens.set("page-token-9", { externalId: "9", name: "Page 9" });
  });

  test("stands although the Page cannot be subscribed, and says so", async () => {
    stage.application.subscribe = new ConnectorError("task_missing", { message: "You may not.", kind: "terminal" });
    const { browser, ...choosing } = await signIn(stage, scene.one);
    const done = (await choose(browser, choosing, ["7"])).text;
    expect(done).toContain("does not send this Page&#39;s events yet: You may not.</p>");
    expect(done).toContain("Connected, but no messages come yet");
    // What cannot come is not waited for.
    for (const words of ["Waiting for your first message", "https://chat.example/7"]) expect(done).not.toContain(words);
    expect(await read()).toMatchObject({
      ...{ status: "authenticated", reason: { code: "not_subscribed" } },
      signIn: { status: "connected", error: { code: "not_subscribed" } },
    });
  });

  test("sent twice at once connects once", async () => {
    const { browser, ...choosing } = await signIn(stage, scene.one);
    const answers = await Promise.all([choose(browser, choosing, ["7", "8"]), choose(browser, choosing, ["7", "8"])]);
    for (const { text } of answers) expect(text).toContain("https://chat.example/7");
    const { items } = (await stage.server.call("GET", scene.list)).body;
    expect(items.map((each: { page: { id: string } }) => each.page.id).toSorted()).toEqual(["7", "8"]);
  });
});
