import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { raiseNotice } from "../account/notices.ts";
import { fromWire } from "../base/id.ts";
import { forgetSubjects } from "../connection/forget-subject.ts";
import { insertPrivacyRequest } from "../connection/privacy-request-store.ts";
import { type ConnectStage, createConnectStage, page } from "./testing/connect-stage.ts";
import { choose, signIn } from "./testing/connect-walk.ts";

let stage: ConnectStage;
let scene: Awaited<ReturnType<ConnectStage["scene"]>>;
beforeAll(async () => {
  stage = await createConnectStage();
});
afterAll(() => stage.server.close());
beforeEach(async () => {
  stage.play();
  stage.application.subscribed.length = 0;
  scene = await stage.scene();
});

const call = (...request: Parameters<ConnectStage["server"]["call"]>) => stage.server.call(...request);
const read = async (one = scene.one) => (await call("GET", one)).body;
const connect = async (one: string, pages: readonly string[]) => {
  const { browser, ...choosing } = await signIn(stage, one);
  return choose(browser, choosing, pages);
};
/** Another account with a connection of the same Setup. */
const neighbour = async (name: string) => {
  const account = await stage.server.addAccount(name);
  const list = `/v1/accounts/${account.wire}/connections`;
  const { id } = (await call("POST", list, { connector: "pages", setup: scene.setup, name: "Theirs" })).body;
  return { account, list, one: `${list}/${id}` };
};

test("a form that is sent twice at once connects each Page once, and says of none that it is not", async () => {
  stage.play({ targets: () => [page("7"), page("8")] });
  const { browser, ...choosing } = await signIn(stage, scene.one);
  let answers: { text: string }[] = [];
  const { pool } = stage.server.database;
  const first = await pool.connect();
  try {
    // Held until both have seen that nobody has the second Page.
    const key = `page:${fromWire("setup", scene.setup)}:8`;
    await first.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [key]);
    const sent = [choose(browser, choosing, ["7", "8"]), choose(browser, choosing, ["7", "8"])];
    const waits = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`;
    await expect.poll(async () => (await pool.query(waits)).rowCount).toBe(2);
    await first.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [key]);
    answers = await Promise.all(sent);
  } finally {
    first.release(true);
  }
  expect(answers).toHaveLength(2);
  for (const { text } of answers) {
    expect(text).toContain("Connected");
    expect(text).not.toContain("Not connected");
  }
  const { items } = (await call("GET", scene.one.slice(0, scene.one.lastIndexOf("/")))).body;
  expect(items.map(({ page: { id } }: { page: { id: string } }) => id).toSorted()).toEqual(["7", "8"]);
});

test("of a person who removed the app the grant goes that they had not chosen Pages from yet, and nobody else's", async () => {
  const { database, deps } = stage.server;
  const theirs = await neighbour("Neighbour");
  const elsewhere = await stage.scene("Elsewhere");
  const { browser, ...choosing } = await signIn(stage, scene.one);
  await signIn(stage, elsewhere.one);
  stage.play({ grant: () => ({ person: { id: "p2", name: "Bo" } }) });
  const other = await signIn(stage, theirs.one);
  await insertPrivacyRequest(database.pool, {
    ...{ code: "code", setupId: fromWire("setup", scene.setup) ?? "", kind: "deauthorize", createdAt: new Date() },
    ...{ subjectKind: "person", subject: "p1", digest: Buffer.from("digest") },
  });
  await forgetSubjects(deps, new AbortController().signal);
  const { rows } = await database.pool.query("SELECT connection_id AS id FROM sign_in WHERE secrets IS NOT NULL");
  const left = [elsewhere.connection, theirs.one.slice(theirs.list.length + 1)].map((id) => fromWire("connection", id));
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(left));
  expect(rows.map(({ id }) => id)).not.toContain(fromWire("connection", scene.connection));
  expect((await choose(browser, choosing, ["7"])).text).not.toContain("Connected");
  expect((await choose(other.browser, other, ["8"])).text).toContain("Connected");
  // Chosen from, it is remembered at the connection and nowhere else.
  const { rowCount } = await database.pool.query("SELECT FROM sign_in WHERE person_id = 'p2'");
  expect(rowCount).toBe(0);
});

test("what was told of a lost connection is gone with the sign-in that mends it, and with it the link that is used up", async () => {
  await connect(scene.one, ["7"]);
  const id = fromWire("connection", scene.connection) ?? "";
  const { database, clock, touch } = stage.server;
  const about = { accountId: scene.account.id, connectionId: id, setupId: null, connector: "pages" };
  const said = { severity: "error", message: "It is no longer connected.", act: "reauthenticate", ...about } as const;
  await raiseNotice({ database, clock, touch }, { ...said, key: `reauthenticate:${id}`, code: "lost" });
  await raiseNotice({ database, clock, touch }, { ...said, key: "reauthenticate:another", code: "of_another" });
  await database.pool.query("UPDATE connection SET status = 'needs_reauthentication' WHERE id = $1", [id]);
  await connect(scene.one, ["7"]);
  expect((await read()).status).toBe("authenticated");
  const { rows } = await database.pool.query("SELECT code FROM notice");
  expect(rows).toEqual([{ code: "of_another" }]);
  await database.pool.query("DELETE FROM notice");
});

describe("choosing over the API", () => {
  const pages = async (query = "") => (await call("GET", `${scene.one}/lookups/pages${query}`)).body;

  test("needs somebody who has signed in lately", async () => {
    for (const answer of [
      await call("GET", `${scene.one}/lookups/pages`),
      await call("PUT", `${scene.one}/page`, { pageId: "7" }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { error: { code: "sign_in_required" } } });
    }
    await signIn(stage, scene.one);
    expect((await read()).status).toBe("page_required");
    stage.server.pass(24 * 3_600_000);
    expect((await call("PUT", `${scene.one}/page`, { pageId: "7" })).body.error.code).toBe("sign_in_required");
  });

  test("lists what was granted, in pages and by search, and says what is wrong with each", async () => {
    const warnings = [{ code: "task_missing", message: "You may not answer there." }];
    stage.play({ targets: () => [page("7", { warnings }), page("8"), page("9", { name: "Mill" })] });
    await signIn(stage, scene.one);
    const first = await pages("?limit=2");
    expect(first.items).toEqual([
      { value: "7", label: "Page 7", picture: null, connection: null, warnings },
      { value: "8", label: "Page 8", picture: null, connection: null, warnings: [] },
    ]);
    expect((await pages(`?limit=2&cursor=${first.nextCursor}`)).items).toMatchObject([{ value: "9" }]);
    expect((await pages("?search=mil")).items).toMatchObject([{ label: "Mill" }]);
    expect((await pages("?search=8")).items).toMatchObject([{ value: "8" }]);
  });

  test("says which Page it is and which more to connect, once", async () => {
    await signIn(stage, scene.one);
    const foreign = await call("PUT", `${scene.one}/page`, { pageId: "99" });
    expect(foreign).toMatchObject({ status: 409, body: { error: { code: "page_not_granted" } } });
    const answer = await call("PUT", `${scene.one}/page`, { pageId: "8", alsoPageIds: ["7", "8"] });
    expect(answer.body).toMatchObject({ status: "authenticated", page: { id: "8" }, signIn: { status: "connected" } });
    expect(answer.body.signIn.connections).toHaveLength(2);
    expect((await call("PUT", `${scene.one}/page`, { pageId: "7" })).body.error.code).toBe("sign_in_required");
  });

  test("a lookup that is not there is said by name", async () => {
    const answer = await call("GET", `${scene.one}/lookups/colours`);
    expect(answer).toMatchObject({ status: 404, body: { error: { code: "lookup_not_found" } } });
  });
});

describe("a Page that is connected already", () => {
  test("in this account is marked and cannot be chosen again", async () => {
    await connect(scene.one, ["7", "8"]);
    const other = (await call("POST", scene.list, { connector: "pages", setup: scene.setup, name: "More" })).body;
    const { browser, ...choosing } = await signIn(stage, `${scene.list}/${other.id}`);
    expect(choosing.text).toContain("connected already as “Front desk”");
    expect(choosing.text).toMatch(/value="7" disabled/);
    const refused = await call("PUT", `${scene.list}/${other.id}/page`, { pageId: "7" });
    expect(refused.body.error).toMatchObject({ code: "page_in_use", details: { connection: (await read()).id } });
  });

  test("in another account is refused without a name, unless the Setup lets them share", async () => {
    await connect(scene.one, ["7"]);
    const { one } = await neighbour("Mill Lane");
    const { browser, ...choosing } = await signIn(stage, one);
    expect(choosing.text).toContain("This Page is connected elsewhere already.");
    for (const word of ["Harbour Café", scene.account.wire, scene.connection])
      expect(choosing.text).not.toContain(word);
    const refused = await call("PUT", `${one}/page`, { pageId: "7" });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: "page_in_use", details: { pageId: "7" } } } });
    await call("PATCH", `/v1/connectors/pages/setups/${scene.setup}`, { sharedPages: "each" });
    expect((await choose(browser, choosing, ["7"])).text).toContain("https://chat.example/7");
  });

  test("of two accounts that choose it at once, one gets it", async () => {
    const others = [await neighbour("One"), await neighbour("Two"), await neighbour("Three")];
    for (const { one } of others) await signIn(stage, one);
    const answers = await Promise.all(others.map(({ one }) => call("PUT", `${one}/page`, { pageId: "8" })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  });
});

describe("whoever signs in again", () => {
  test("renews all that was granted again and loses the rest, in every account, each named at home only", async () => {
    await connect(scene.one, ["7", "8"]);
    const { one: theirs, list } = await neighbour("Mill Lane");
    stage.play({ targets: () => [page("7"), page("8"), page("9")] });
    await connect(theirs, ["9"]);
    stage.application.tokens.set("new-token-7", { externalId: "7", name: "Page 7" });
    stage.play({ targets: () => [page("7", { accessToken: "new-token-7" })] });
    const { text, browser, ...choosing } = await signIn(stage, scene.one);
    expect(text).toContain("No longer connected");
    expect(text).toContain("<li>Page 8</li>");
    expect(text).not.toContain("Page 9");
    const [second, first] = (await call("GET", scene.list)).body.items;
    expect(first).toMatchObject({ status: "authenticated", page: { id: "7" }, reason: null });
    expect(second).toMatchObject({ status: "needs_reauthentication", reason: { code: "page_not_granted" } });
    expect((await call("GET", list)).body.items[0].status).toBe("needs_reauthentication");
    const done = await choose(browser, { ...choosing, text }, ["7"]);
    expect(done.text).toContain("<li>Page 8</li>");
    stage.play({ targets: () => [page("7"), page("8"), page("9")] });
    await signIn(stage, scene.one);
    const statuses = (await call("GET", scene.list)).body.items.map((each: { status: string }) => each.status);
    expect(statuses).toEqual(["authenticated", "authenticated"]);
    expect((await call("GET", list)).body.items[0]).toMatchObject({ status: "authenticated", reason: null });
  });

  test("and grants no Page at all loses every one", async () => {
    await connect(scene.one, ["7"]);
    stage.play({ targets: () => [] });
    expect((await signIn(stage, scene.one)).text).toContain("<li>Page 7</li>");
    expect((await read()).status).toBe("needs_reauthentication");
  });

  test("leaves what another person connected alone", async () => {
    stage.play({ grant: () => ({ person: { id: "p2", name: "Tom Reed" } }) });
    await connect(scene.one, ["7"]);
    const other = (await call("POST", scene.list, { connector: "pages", setup: scene.setup, name: "More" })).body;
    stage.play({ targets: () => [page("8")] });
    await connect(`${scene.list}/${other.id}`, ["8"]);
    expect(await read()).toMatchObject({ status: "authenticated", signedInBy: "Tom Reed" });
  });

  test("keeps the connection's Page when further ones are added, and another person may take it over", async () => {
    await connect(scene.one, ["8"]);
    stage.play({ grant: () => ({ person: { id: "p2", name: "Tom Reed" } }) });
    await connect(scene.one, ["7", "8"]);
    expect(await read()).toMatchObject({ page: { id: "8" }, signedInBy: "Tom Reed" });
    expect((await call("GET", scene.list)).body.items.map((each: { page: { id: string } }) => each.page.id)).toEqual([
      "7",
      "8",
    ]);
  });
});

describe("what a sign-in keeps", () => {
  test("is shown to its own account only", async () => {
    await signIn(stage, scene.one);
    const stranger = await stage.server.addAccount("Stranger");
    const seen = async (accountId: string) =>
      stage.server.database.withAccount(accountId, (scope) => scope.selectFrom("sign_in").select("id").execute());
    expect(await seen(scene.account.id)).toHaveLength(1);
    expect(await seen(stranger.id)).toEqual([]);
  });

  test("is forgotten when its Page is connected, and when the connection is de-authenticated", async () => {
    const secrets = async () =>
      (
        await stage.server.database.engine
          .selectFrom("sign_in")
          .select("secrets")
          .where("connection_id", "=", fromWire("connection", scene.connection) ?? "")
          .execute()
      ).map((row) => row.secrets === null);
    await signIn(stage, scene.one);
    expect(await secrets()).toEqual([false]);
    await call("DELETE", `${scene.one}/credentials`);
    expect(await secrets()).toEqual([true]);
    expect((await call("PUT", `${scene.one}/page`, { pageId: "7" })).body.error.code).toBe("sign_in_required");
    await connect(scene.one, ["7"]);
    expect(await secrets()).toEqual([true, true]);
  });
});
