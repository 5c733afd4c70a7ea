import type { CycleDocumentInput } from "@velodrome/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fromWire } from "../base/id.ts";
import { stopAccountCycles } from "../cycle/stop-account.ts";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

let server: ResourceServer;
let account: { wire: string; id: string };
let setup: { id: string; webhookUrl: string };
let home: string;
let connection: string;
let cycles: string;
beforeAll(async () => {
  server = await createResourceServer();
  for (const page of ["7", "8"]) server.application.tokens.set(`token-${page}`, { externalId: page, name: null });
  const wanted = { name: "App", clientId: "1", clientSecret: "s", sharedPages: "each" };
  setup = (await server.call("POST", "/v1/connectors/chat/setups", wanted)).body;
});
afterAll(() => server.close());
beforeEach(async () => {
  account = await server.addAccount("Customer");
  home = `/v1/accounts/${account.wire}`;
  cycles = `${home}/cycles`;
  connection = await connect("7");
  server.acts.length = 0;
});

async function connect(page: string): Promise<string> {
  const wanted = { connector: "chat", setup: setup.id, name: `Page ${page}` };
  const { id } = (await server.call("POST", `${home}/connections`, wanted)).body;
  await putPage(id, page);
  return id;
}

const putPage = (id: string, page: string) =>
  server.call("PUT", `${home}/connections/${id}/credentials`, { pageId: page, pageAccessToken: `token-${page}` });

const listen = (over: object = {}) => ({ id: "hear", type: "trigger", connector: "chat", method: "message", ...over });
const answerStep = (over: object = {}) => ({
  id: "reply",
  type: "action",
  connector: "chat",
  method: "say",
  input: { recipient: { step: "hear", path: "sender.id" }, text: { template: "Hello {{ hear.text }}" } },
  ...over,
});
const documentOf = (...steps: object[]) => ({ steps, edges: [] }) as unknown as CycleDocumentInput;
const greeting = (): CycleDocumentInput => ({
  ...documentOf(listen(), answerStep()),
  edges: [{ from: "hear", to: "reply" }],
});

const create = async (document: object = greeting(), name = "Greeting") =>
  (await server.call("POST", cycles, { name, document })).body;
const act = (id: string, name: string, payload?: object) => server.call("POST", `${cycles}/${id}/${name}`, payload);
const get = async (id: string) => (await server.call("GET", `${cycles}/${id}`)).body;
const listeners = async (id: string) =>
  (
    await server.database.engine
      .selectFrom("listener")
      .select(["setup_id", "external_id", "method", "account_id", "version", "step", "ordinal", "once"])
      .where("cycle_id", "=", fromWire("cycle", id) ?? "")
      .orderBy("external_id")
      .orderBy("method")
      .execute()
  ).map((row) => ({
    ...{ page: row.external_id, method: row.method, version: row.version, step: row.step },
    ...{ ordinal: row.ordinal, once: row.once },
  }));
const heard = { page: "7", method: "message", version: 1, step: "hear", ordinal: 0, once: false };

describe("drafts", () => {
  test("POST keeps a document as it was sent, unfinished or not", async () => {
    const { status, body } = await server.call("POST", cycles, { name: " Greeting ", document: greeting() });
    expect(status).toBe(201);
    const document = { ...greeting(), settings: { onStepError: "stop-run" } };
    expect(body).toMatchObject({
      name: "Greeting",
      status: "draft",
      version: null,
      changed: true,
      revision: 1,
      document,
    });
    expect(await get(body.id)).toEqual(body);
    const empty = (await server.call("POST", cycles, { name: "Empty" })).body;
    const list = (await server.call("GET", `${cycles}?limit=1`)).body;
    const { document: _, ...listed } = empty;
    expect(list.items).toEqual([listed]);
    expect((await server.call("GET", `${cycles}?cursor=${list.nextCursor}`)).body.items[0].id).toBe(body.id);
  });

  test("a policy for errors is kept as it was sent, and one that a step cannot have is refused", async () => {
    const ladder = { then: "ignore", retry: { wait: "ladder", times: 5, errors: "all" } };
    const document = {
      ...documentOf(listen(), answerStep({ onError: ladder })),
      settings: { onStepError: "stop-cycle" },
    };
    expect((await create(document)).document).toMatchObject(document);
    const filter = { id: "only", type: "filter", onError: "error-port" };
    expect((await create(documentOf(filter))).document.steps).toEqual([filter]);
    for (const wrong of [
      answerStep({ onError: "shrug" }),
      answerStep({ onError: { retry: { wait: "ladder", times: 6 } } }),
      // A tool fails the same way each time.
      { ...filter, onError: ladder },
      listen({ onError: "ignore" }),
    ]) {
      const answer = await server.call("POST", cycles, { name: "Wrong", document: documentOf(wrong) });
      expect(answer).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
    }
  });

  test("a document that is not sound is refused with every flaw", async () => {
    const loop = { ...documentOf(answerStep(), answerStep({ id: "other" })) };
    loop.edges = [
      { from: "reply", to: "other" },
      { from: "other", to: "reply" },
      { from: "other", to: "nobody" },
    ];
    const answer = await server.call("POST", cycles, { name: "Loop", document: loop });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
    const codes = answer.body.error.details.flaws.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(["edge_unknown_step", "cycle_in_graph"]);
    const { id, revision } = await create();
    const patched = await server.call("PATCH", `${cycles}/${id}`, { document: loop, revision });
    expect(patched.body.error.code).toBe("invalid_request");
    for (const text of ["\0", "\ud800", "a\\\0"]) {
      const document = documentOf(answerStep({ input: { text: { value: text } } }));
      expect((await server.call("POST", cycles, { name: "x", document })).status).toBe(400);
    }
    const fine = documentOf(answerStep({ input: { text: { value: "\\u0000 \\ud800 👋" } } }));
    expect((await create(fine)).document.steps[0].input.text.value).toBe("\\u0000 \\ud800 👋");
  });

  test("retention and concurrency are the cycle's own, apart from its draft", async () => {
    const { id, revision, document } = await create();
    const own = { retention: { failed: 7 }, concurrency: 1 };
    const changed = await server.call("PATCH", `${cycles}/${id}`, { ...own, revision });
    expect(changed.body).toMatchObject({ ...own, document });
    expect((await server.call("GET", cycles)).body.items.find((each: { id: string }) => each.id === id)).toMatchObject(
      own,
    );
    for (const wrong of [{ retention: { events: 7 } }, { retention: { failed: 0 } }, { concurrency: 0 }]) {
      const { status } = await server.call("PATCH", `${cycles}/${id}`, { ...wrong, revision: changed.body.revision });
      expect(status).toBe(400);
    }
    const back = { retention: {}, concurrency: null };
    const undone = await server.call("PATCH", `${cycles}/${id}`, { ...back, revision: changed.body.revision });
    expect(undone.body).toMatchObject(back);
  });

  test("of two who change one revision at once, one wins and the other is shown what stands there", async () => {
    const { id } = await create();
    const answers = await Promise.all(
      ["One", "Two"].map((name) => server.call("PATCH", `${cycles}/${id}`, { name, revision: 1 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [won, lost] = answers.sort((a, b) => a.status - b.status);
    expect(won?.body.revision).toBe(2);
    expect(lost?.body.error).toMatchObject({ code: "revision_stale", details: { revision: 2 } });
    expect(lost?.body.error.details.name).toBe(won?.body.name);
    expect(lost?.body.error.details.document).toEqual(won?.body.document);
    const stale = await server.call("PATCH", `${cycles}/${id}`, { document: { steps: [], edges: [] }, revision: 1 });
    expect(stale.status).toBe(409);
    expect((await get(id)).document.steps).toHaveLength(2);
  });

  test("another account's cycle is not there", async () => {
    const { id } = await create();
    const stranger = await server.addAccount("Stranger");
    const theirs = `/v1/accounts/${stranger.wire}/cycles`;
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["POST", "/start"],
      ["POST", "/stop"],
      ["POST", "/publish"],
      ["GET", "/prerequisites"],
      ["GET", "/versions"],
      ["GET", "/steps/hear"],
    ] as const) {
      const answer = await server.call(method, `${theirs}/${id}${path}`);
      expect(answer).toMatchObject({ status: 404, body: { error: { code: "cycle_not_found" } } });
    }
    expect((await server.call("PATCH", `${theirs}/${id}`, { name: "x", revision: 1 })).status).toBe(404);
    expect((await server.call("GET", `${cycles}/nonsense`)).status).toBe(404);
    await server.database.withAccount(stranger.id, async (scope) => {
      for (const table of ["cycle", "cycle_version", "listener"] as const) {
        expect(await scope.selectFrom(table).selectAll().execute()).toEqual([]);
      }
    });
  });
});

describe("start and stop", () => {
  test("start publishes the draft with its connection named, listens, and lets held runs go on", async () => {
    const { id } = await create();
    const started = await act(id, "start");
    expect(started).toMatchObject({
      status: 200,
      body: { status: "running", version: 1, changed: false, revision: 1 },
    });
    expect(await listeners(id)).toEqual([heard]);
    expect(server.acts).toEqual([`resume ${fromWire("cycle", id)}`]);
    expect(started.body.document.steps[0].connection).toBeUndefined();
    const { items } = (await server.call("GET", `${cycles}/${id}/versions`)).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ version: 1, publishedBy: "VELODROME_API_KEY" });
    expect(items[0].document.steps.map((step: { connection: string }) => step.connection)).toEqual([
      connection,
      connection,
    ]);
    expect((await act(id, "start", {})).body.version).toBe(1);
    expect(await listeners(id)).toEqual([heard]);
  });

  test("a cycle that is not ready does not start and says why", async () => {
    const { id } = await create(documentOf(answerStep({ input: {} })));
    const answer = await act(id, "start");
    expect(answer).toMatchObject({ status: 409, body: { error: { code: "cycle_not_ready" } } });
    const { items } = (await server.call("GET", `${cycles}/${id}/prerequisites`)).body;
    expect(answer.body.error.details.prerequisites).toEqual(items);
    expect(items.map(({ code, step, field }: Record<string, unknown>) => [code, step, field])).toEqual([
      ["no_trigger", null, null],
      ["input_missing", "reply", "recipient"],
      ["input_missing", "reply", "text"],
    ]);
    expect(await get(id)).toMatchObject({ status: "draft", version: null });
    expect(server.acts).toEqual([]);
    const ready = await create();
    expect((await server.call("GET", `${cycles}/${ready.id}/prerequisites`)).body).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  test("a broken expression and a step that is not there keep it from starting", async () => {
    const input = { recipient: { step: "nobody", path: "id" }, text: { template: "{{ hear. }}" } };
    const { id } = await create({ ...greeting(), steps: [listen(), answerStep({ input })] });
    const { prerequisites } = (await act(id, "start")).body.error.details;
    const found = prerequisites.map(({ code, field }: Record<string, unknown>) => `${code} ${field}`).sort();
    expect(found).toEqual(["expression_invalid text", "reference_unknown recipient"]);
  });

  test("stop holds its runs or lets them finish, and a draft cannot be stopped", async () => {
    const { id } = await create();
    const cycle = fromWire("cycle", id);
    expect((await act(id, "stop")).body.error.code).toBe("cycle_not_running");
    await act(id, "start");
    expect((await act(id, "stop", { finish: true })).body.status).toBe("stopped");
    expect(await listeners(id)).toEqual([]);
    expect(server.acts).toEqual([`resume ${cycle}`]);
    expect((await act(id, "stop")).body.status).toBe("stopped");
    expect(server.acts).toEqual([`resume ${cycle}`, `hold ${cycle}`]);
    expect((await act(id, "start")).body).toMatchObject({ status: "running", version: 1 });
  });

  test("once is noted with what it listens to, and kept when it is published anew", async () => {
    const { id } = await create();
    await act(id, "start", { once: true });
    expect(await listeners(id)).toEqual([{ ...heard, once: true }]);
    await act(id, "publish", {});
    expect(await listeners(id)).toEqual([{ ...heard, version: 2, once: true }]);
    await act(id, "start", {});
    expect(await listeners(id)).toEqual([{ ...heard, version: 2 }]);
  });

  test("several triggers: per Page and method the first in the document takes it", async () => {
    const other = await connect("8");
    const document = documentOf(
      listen({ connection: other, kinds: ["postback", "message"], method: undefined }),
      listen({ id: "second", connection }),
      listen({ id: "third", connection }),
      listen({ id: "fourth", connection: other, kinds: ["any", "message"], method: undefined }),
    );
    const { id } = await create(document);
    expect((await act(id, "start")).status).toBe(200);
    expect(await listeners(id)).toEqual([
      { ...heard, step: "second", ordinal: 1 },
      { ...heard, page: "8", method: "any", step: "fourth", ordinal: 3 },
      { ...heard, page: "8", step: "hear", ordinal: 0 },
      { ...heard, page: "8", method: "postback", step: "hear", ordinal: 0 },
    ]);
  });

  test("many starts and stops at once leave it in one piece", async () => {
    const { id } = await create();
    const names = ["start", "stop", "publish", "start", "stop", "start"];
    await act(id, "start");
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.all(names.map((name) => act(id, name, {})));
      expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
      const { status, version } = await get(id);
      expect(await listeners(id)).toEqual(status === "running" ? [{ ...heard, version }] : []);
    }
  });

  test("stop outlasts an event that takes its listener first, and then wants the cycle", async () => {
    const { id } = await create();
    await act(id, "start", { once: true });
    const event = await server.database.pool.connect();
    try {
      // Of two that wait for each other PostgreSQL ends the one that looks first: here the stop.
      await event.query("RESET ROLE; SET deadlock_timeout = '50s'; SET ROLE velodrome_app");
      await event.query("BEGIN");
      await event.query("DELETE FROM listener WHERE cycle_id = $1", [fromWire("cycle", id)]);
      const stopping = act(id, "stop");
      // Within PostgreSQL, so that it waits before the stop looks, however busy this process is.
      await event.query(`DO $$ BEGIN
        WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))) LOOP
          PERFORM pg_sleep(0.005);
        END LOOP;
        UPDATE cycle SET status = 'stopped' WHERE id = '${fromWire("cycle", id)}';
      END $$`);
      await event.query("COMMIT");
      expect(await stopping).toMatchObject({ status: 200, body: { status: "stopped" } });
    } finally {
      event.release(true);
    }
  });
});

describe("publish", () => {
  test("a changed draft is a new version; a running cycle takes it at once", async () => {
    const { id } = await create();
    await act(id, "start");
    const document = { ...greeting(), steps: [listen({ method: "postback" }), answerStep()] };
    const patched = (await server.call("PATCH", `${cycles}/${id}`, { document, revision: 1 })).body;
    expect(patched).toMatchObject({ version: 1, changed: true });
    expect((await server.call("GET", cycles)).body.items[0]).toMatchObject({ id, changed: true });
    expect(await listeners(id)).toEqual([heard]);
    expect((await act(id, "publish", { note: "postbacks" })).body).toMatchObject({ version: 2, changed: false });
    expect((await server.call("GET", cycles)).body.items[0]).toMatchObject({ id, changed: false });
    expect(await listeners(id)).toEqual([{ ...heard, method: "postback", version: 2 }]);
    const first = (await server.call("GET", `${cycles}/${id}/versions?limit=1`)).body;
    expect(first.items).toMatchObject([{ version: 2, note: "postbacks", publishedBy: "VELODROME_API_KEY" }]);
    const second = (await server.call("GET", `${cycles}/${id}/versions?limit=1&cursor=${first.nextCursor}`)).body;
    expect(second).toMatchObject({
      items: [{ version: 1, note: null, publishedBy: "VELODROME_API_KEY" }],
      nextCursor: null,
    });
    expect(second.items[0].document.steps[0].method).toBe("message");
  });

  test("what is unfinished may be published, but not into a running cycle", async () => {
    const { id } = await create(documentOf(listen(), answerStep({ input: {} })));
    expect((await act(id, "publish")).body).toMatchObject({ version: 1, status: "draft" });
    expect(await listeners(id)).toEqual([]);
    const running = await create();
    await act(running.id, "start");
    const document = documentOf(listen(), answerStep({ input: {} }));
    await server.call("PATCH", `${cycles}/${running.id}`, { document, revision: 1 });
    expect((await act(running.id, "publish")).body.error.code).toBe("cycle_not_ready");
    expect(await listeners(running.id)).toEqual([heard]);
  });

  test("start publishes again when the account's only connection is another one", async () => {
    const { id } = await create();
    await act(id, "start");
    await server.call("DELETE", `${home}/connections/${connection}`);
    const other = await connect("8");
    expect((await act(id, "start")).body).toMatchObject({ version: 2, changed: false });
    expect(await listeners(id)).toEqual([{ ...heard, page: "8", version: 2 }]);
    const { items } = (await server.call("GET", `${cycles}/${id}/versions`)).body;
    expect(items[0].document.steps[0].connection).toBe(other);
  });
});

describe("a connection of a running cycle", () => {
  test("gets another Page: the cycle listens there, on the version that is live", async () => {
    const { id } = await create();
    await act(id, "start");
    const document = documentOf(listen({ method: "postback" }));
    await server.call("PATCH", `${cycles}/${id}`, { document, revision: 1 });
    await putPage(connection, "8");
    expect(await listeners(id)).toEqual([{ ...heard, page: "8" }]);
  });

  test("is switched off: the cycle hears nothing until it is on again", async () => {
    const { id } = await create();
    await act(id, "start", { once: false });
    await server.call("PATCH", `${home}/connections/${connection}`, { disabled: true });
    expect(await listeners(id)).toEqual([]);
    expect((await get(id)).status).toBe("running");
    await server.call("PATCH", `${home}/connections/${connection}`, { disabled: false });
    expect(await listeners(id)).toEqual([heard]);
  });

  test.each(["", "/credentials"])(
    "DELETE connection%s stops the cycles that use it and holds their runs",
    async (path) => {
      const { id } = await create();
      const idle = await create();
      const other = await connect("8");
      const elsewhere = await create(documentOf(listen({ connection: other })));
      await server.call("PATCH", `${cycles}/${id}`, { document: documentOf(listen({ connection })), revision: 1 });
      for (const each of [id, elsewhere.id]) expect((await act(each, "start")).status).toBe(200);
      server.acts.length = 0;
      await server.call("DELETE", `${home}/connections/${connection}${path}`);
      expect(server.acts).toEqual([`hold ${fromWire("cycle", id)}`]);
      expect(await listeners(id)).toEqual([]);
      const statuses = await Promise.all([id, idle.id, elsewhere.id].map(get));
      expect(statuses.map(({ status }) => status)).toEqual(["stopped", "draft", "running"]);
      expect((await act(id, "start")).body.error.code).toBe("cycle_not_ready");
    },
  );

  test("changes while the cycle starts: it listens to the Page that is there in the end", async () => {
    for (const page of ["8", "7", "8", "7"]) {
      const { id } = await create();
      await Promise.all([act(id, "start"), putPage(connection, page)]);
      expect(await listeners(id)).toEqual([{ ...heard, page }]);
      await server.call("DELETE", `${cycles}/${id}`);
    }
  });
});

describe("DELETE a cycle", () => {
  test("hides it, takes its listeners and cancels its runs; its row stays for the history", async () => {
    const { id } = await create();
    await act(id, "start");
    server.acts.length = 0;
    expect((await server.call("DELETE", `${cycles}/${id}`)).status).toBe(204);
    expect(server.acts).toEqual([`cancel ${fromWire("cycle", id)}`]);
    expect(await listeners(id)).toEqual([]);
    for (const answer of [await server.call("GET", `${cycles}/${id}`), await act(id, "start")])
      expect(answer.status).toBe(404);
    expect((await server.call("DELETE", `${cycles}/${id}`)).status).toBe(404);
    expect((await server.call("GET", cycles)).body.items).toEqual([]);
    const row = await server.database.engine
      .selectFrom("cycle")
      .select(["status", "deleted_at"])
      .where("id", "=", fromWire("cycle", id) ?? "")
      .executeTakeFirst();
    expect(row).toMatchObject({ status: "stopped", deleted_at: expect.any(Date) });
  });

  test("nothing of it is written when a part fails", async () => {
    const { id } = await create();
    await act(id, "start");
    const { cancel } = server.deps.runs;
    server.deps.runs.cancel = async () => {
      throw new Error("no");
    };
    const answer = await server.call("DELETE", `${cycles}/${id}`);
    server.deps.runs.cancel = cancel;
    expect(answer.status).toBe(500);
    expect(await get(id)).toMatchObject({ status: "running" });
    expect(await listeners(id)).toEqual([heard]);
  });
});

describe("one step", () => {
  test("a trigger has the webhook address of its connection's Setup; other steps have none", async () => {
    const { id } = await create({ ...greeting(), steps: [listen({ name: "Hear" }), answerStep()] });
    const step = async (name: string) => (await server.call("GET", `${cycles}/${id}/steps/${name}`)).body;
    const address = { webhookUrl: setup.webhookUrl, setup: setup.id, connection, nextTimes: [] };
    expect(await step("hear")).toEqual({ id: "hear", type: "trigger", name: "Hear", ...address });
    const none = { webhookUrl: null, setup: null, connection: null, nextTimes: [] };
    expect(await step("reply")).toEqual({ id: "reply", type: "action", name: null, ...none });
    expect((await step("nobody")).error.code).toBe("step_not_found");
    await server.call("DELETE", `${home}/connections/${connection}`);
    expect((await step("hear")).webhookUrl).toBe(setup.webhookUrl);
  });
});

describe("an account that is to be deleted", () => {
  test("has its running cycles stopped", async () => {
    const [running, draft] = [await create(), await create()];
    await act(running.id, "start");
    server.acts.length = 0;
    await stopAccountCycles(server.deps, account.id);
    expect(server.acts).toEqual([`hold ${fromWire("cycle", running.id)}`]);
    expect([(await get(running.id)).status, (await get(draft.id)).status]).toEqual(["stopped", "draft"]);
  });
});
