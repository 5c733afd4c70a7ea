import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../app.ts";
import { graph } from "../testing/demo.ts";
import {
  business,
  chat,
  coffee,
  configUrl,
  events,
  florist,
  ines,
  loginSandbox,
  longToken,
  nora,
  pageToken,
  tomasz,
  userToken,
  viktor,
} from "../testing/login.ts";

interface Row {
  id: string;
  name: string;
  access_token: string;
  tasks: string[];
}

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await loginSandbox(() => 1_800_000_000_000);
});

afterEach(() => sandbox.close());

const get = (path: string, token: string) => {
  const url = `/v25.0/${path}${path.includes("?") ? "&" : "?"}access_token=${token}`;
  return graph(sandbox, "GET", url);
};
const rowsOf = (answer: { body: Record<string, unknown> }) => answer.body.data as Row[];
const pagingOf = (answer: { body: Record<string, unknown> }) => answer.body.paging as Record<string, string>;

describe("GET /me/accounts", () => {
  it("lists what was granted, each with its token and tasks", async () => {
    const user = await longToken(sandbox, { person: nora, pages: [florist] });
    const answer = await get("me/accounts", user);
    expect(rowsOf(answer)).toEqual([
      {
        access_token: await pageToken(sandbox, user, florist),
        category: "Local business",
        category_list: [{ id: "2500", name: "Local business" }],
        name: florist.name,
        tasks: ["MESSAGING", "MODERATE", "MANAGE"],
        id: florist.id,
      },
    ]);
    const narrow = await get("me/accounts?fields=id,name", user);
    expect(rowsOf(narrow)).toEqual([{ name: florist.name, id: florist.id }]);
    expect((await get("me/accounts?fields=shoes", user)).body.error).toMatchObject({ code: 100 });
  });

  it("is turned page by page through paging.next, and back", async () => {
    const user = await userToken(sandbox, { person: viktor, pages: coffee });
    const first = await get("me/accounts?fields=id", user);
    expect(rowsOf(first)).toHaveLength(25);
    expect(pagingOf(first).previous).toBeUndefined();
    const turn = (url = "") => graph(sandbox, "GET", url.replace("http://localhost:3001", ""));
    const second = await turn(pagingOf(first).next);
    expect([...rowsOf(first), ...rowsOf(second)].map(({ id }) => id)).toEqual(coffee.map(({ id }) => id));
    expect(pagingOf(second).next).toBeUndefined();
    expect(rowsOf(await turn(pagingOf(second).previous))).toEqual(rowsOf(first));
    const tenth = await get("me/accounts?fields=id&limit=10", user);
    const middle = await turn(pagingOf(tenth).next);
    const last = await turn(pagingOf(middle).next);
    expect(rowsOf(await turn(pagingOf(last).previous))).toEqual(rowsOf(middle));
    expect(rowsOf(await get("me/accounts?limit=7&fields=id", user))).toHaveLength(7);
    for (const wrong of ["limit=-1", "after=x"]) {
      expect((await get(`me/accounts?${wrong}`, user)).body.error).toMatchObject({ code: 100 });
    }
    // The addresses hold the token; what is kept of the call does not.
    expect(pagingOf(first).next).toContain(user);
    expect(JSON.stringify(sandbox.world.state.calls)).not.toContain(user);
  });

  it("is empty for those who have no Page, who declined, and whose Pages a business owns", async () => {
    expect(rowsOf(await get("me/accounts", await userToken(sandbox, { person: ines })))).toEqual([]);
    const declined = { person: nora, pages: [florist], permissions: ["pages_messaging"] };
    expect(rowsOf(await get("me/accounts", await userToken(sandbox, declined)))).toEqual([]);
    await sandbox.server.inject({
      method: "PATCH",
      url: `/_sandbox/people/${viktor.id}`,
      headers: { host: "localhost" },
      payload: { accountsEmpty: true },
    });
    const user = await userToken(sandbox, { person: viktor, pages: coffee });
    expect((await get("me/accounts", user)).body).toEqual({ data: [] });
    expect((await get(`${coffee[0]?.id}?fields=name,access_token`, user)).status).toBe(200);
  });
});

describe("nodes", () => {
  it("GET /?ids= answers all of them, or none", async () => {
    const user = await userToken(sandbox, { person: nora, pages: [florist, events] });
    const both = await get(`?ids=${florist.id},${events.id}&fields=id,name`, user);
    expect(both.body).toEqual({ [florist.id]: florist, [events.id]: events });
    const bad = await get(`?ids=${florist.id},201&fields=name`, user);
    expect(bad.body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it("GET /{page} has no tasks, and is closed to those it was not granted to", async () => {
    const user = await userToken(sandbox, { person: nora, pages: [florist] });
    expect((await get(`${florist.id}?fields=tasks`, user)).body.error).toMatchObject({ code: 100 });
    expect((await get(`${events.id}?fields=name`, user)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it("GET /me is the person as this app knows them, or the system user", async () => {
    const user = (await get("me", await userToken(sandbox, { person: nora, pages: [florist] }))).body;
    expect(user).toEqual({ name: nora.name, id: expect.stringMatching(/^1\d{16}$/) });
    const system = await userToken(sandbox, { person: nora, pages: [florist] }, configUrl("932"), business);
    const shown = (await get("me?fields=id,client_business_id", system)).body;
    expect(shown.client_business_id).toMatch(/^\d{17}$/);
    expect(shown.id).not.toBe(user.id);
  });
});

describe("me/permissions", () => {
  it("DELETE takes one back, or the whole app out", async () => {
    const user = await userToken(sandbox, { person: nora, pages: [florist] });
    const remove = (path: string) => graph(sandbox, "DELETE", `/v25.0/${path}?access_token=${user}`);
    expect((await remove("me/permissions/pages_messaging")).body).toEqual({ success: true });
    expect((await get("me/permissions", user)).body.data).toContainEqual({
      permission: "pages_messaging",
      status: "declined",
    });
    expect((await remove("me/permissions/pages_messaging")).body.error).toMatchObject({ code: 100 });
    expect((await remove("me/permissions")).body).toEqual({ success: true });
    expect((await get("me", user)).body.error).toMatchObject({ code: 190, error_subcode: 458 });
  });
});

describe("what a Page token may do", () => {
  const subscribe = (page: { id: string }, token: string, fields = "messages") =>
    graph(sandbox, "POST", `/v25.0/${page.id}/subscribed_apps?subscribed_fields=${fields}&access_token=${token}`);
  const send = (token: string, to: string) =>
    graph(sandbox, "POST", `/v25.0/me/messages?access_token=${token}`, {
      recipient: { id: to },
      message: { text: "Hello" },
    });
  const say = (page: { id: string }, from: { id: string }) =>
    graph(sandbox, "POST", `/_sandbox/people/${from.id}/messages`, { page: page.id, text: "hi" });

  it("subscribes and sends with the permissions and the tasks", async () => {
    const page = await pageToken(sandbox, await userToken(sandbox, { person: nora, pages: [florist] }), florist);
    expect((await subscribe(florist, page)).body).toEqual({ success: true });
    await say(florist, ines);
    expect((await send(page, ines.id)).status).toBe(200);
  });

  it("refuses without a permission, a task, or the Page itself", async () => {
    const some = { person: nora, pages: [events], permissions: ["pages_show_list", "pages_messaging"] };
    const noMetadata = await pageToken(sandbox, await userToken(sandbox, some), events);
    expect((await subscribe(events, noMetadata)).body.error).toMatchObject({ code: 200 });
    const noTask = await pageToken(sandbox, await userToken(sandbox, { person: tomasz, pages: [events] }), events);
    expect((await subscribe(events, noTask)).body.error).toMatchObject({ code: 200 });
    await say(events, ines);
    expect((await send(noTask, ines.id)).body.error).toMatchObject({ code: 200 });
    expect((await send(noMetadata, ines.id)).status).toBe(200);
    await userToken(sandbox, { person: nora, pages: [florist] });
    expect((await send(noMetadata, ines.id)).body.error).toMatchObject({ code: 10 });
  });

  it("is for Page tokens alone", async () => {
    const both = { person: nora, pages: [florist] };
    const user = await userToken(sandbox, both);
    const system = await userToken(sandbox, both, configUrl("932"), business);
    expect((await subscribe(florist, user)).body.error).toMatchObject({ code: 210 });
    expect((await subscribe(florist, system)).body.error).toMatchObject({ code: 190, error_subcode: 2_069_032 });
    expect((await subscribe(florist, await pageToken(sandbox, system, florist))).status).toBe(200);
  });

  it("needs a proof where the app asks for one", async () => {
    const app = sandbox.world.state.apps.find(({ id }) => id === chat.id);
    const user = await userToken(sandbox, { person: nora, pages: [florist] });
    if (app) app.requireProof = true;
    expect((await get("me", user)).body.error).toMatchObject({ code: 100 });
    const proof = createHmac("sha256", chat.secret).update(user).digest("hex");
    expect((await get(`me?appsecret_proof=${proof}`, user)).status).toBe(200);
    expect((await get(chat.id, encodeURIComponent(`${chat.id}|${chat.secret}`))).status).toBe(200);
  });

  it("reaches only people with a role while the app is in development", async () => {
    const app = sandbox.world.state.apps.find(({ id }) => id === chat.id);
    const page = await pageToken(sandbox, await userToken(sandbox, { person: nora, pages: [florist] }), florist);
    await subscribe(florist, page);
    Object.assign(app ?? {}, {
      mode: "development",
      fields: ["messages"],
      callback: { url: "http://127.0.0.1:9/", verifyToken: "v", state: "verifying", reason: null },
    });
    await say(florist, ines);
    expect(sandbox.world.state.deliveries).toEqual([]);
    const refused = { status: 400, body: { error: { code: 200, error_subcode: 2_018_028 } } };
    expect(await send(page, ines.id)).toMatchObject(refused);
    sandbox.world.state.people.find(({ id }) => id === ines.id)?.roles.push(chat.id);
    await say(florist, ines);
    expect(sandbox.world.state.deliveries).toMatchObject([{ appId: chat.id, field: "messages" }]);
    expect((await send(page, ines.id)).status).toBe(200);
  });
});
