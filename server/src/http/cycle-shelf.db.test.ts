import type { Cycle, CycleFile } from "@velodrome/contract";
import { parse } from "content-disposition";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromWire, newId, toWire } from "../base/id.ts";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

let server: ResourceServer;
let account: string;
let other: string;
const cycles = (of: string) => `/v1/accounts/${of}/cycles`;
beforeAll(async () => {
  server = await createResourceServer();
  [account, other] = [(await server.addAccount("Acme")).wire, (await server.addAccount("Other")).wire];
});
afterAll(() => server.close());

const make = async (name: string, document: object = {}): Promise<string> =>
  (await server.call("POST", cycles(account), { name, document })).body.id;
const names = async (query: string, of = account): Promise<string[]> =>
  (await server.call("GET", `${cycles(of)}?${query}`)).body.items.map(({ name }: Cycle) => name);

test("a cycle stands in a folder and has tags, which lists are narrowed by, and its draft is none the newer", async () => {
  const [greeting, faq] = [await make("Greeting"), await make("FAQ 100%")];
  const labelled = await server.call("PUT", `${cycles(account)}/${greeting}/labels`, {
    folder: " Shop ",
    tags: ["live", "live", "de"],
  });
  expect(labelled.body).toMatchObject({ folder: "Shop", tags: ["live", "de"], revision: 1 });
  await server.call("PUT", `${cycles(account)}/${faq}/labels`, { folder: "Shop", tags: ["live"] });
  expect(await names("folder=Shop")).toEqual(["FAQ 100%", "Greeting"]);
  expect(await names("tag=de")).toEqual(["Greeting"]);
  expect(await names("q=0%25")).toEqual(["FAQ 100%"]);
  expect(await names("folder=None")).toEqual([]);
  expect((await server.call("GET", `${cycles(account)}/labels`)).body).toEqual({
    folders: [{ name: "Shop", cycles: 2 }],
    tags: [
      { name: "de", cycles: 1 },
      { name: "live", cycles: 2 },
    ],
  });
  await server.call("PUT", `${cycles(account)}/${greeting}/labels`, { folder: null, tags: [] });
  expect(await names("folder=Shop")).toEqual(["FAQ 100%"]);
  const elsewhere = await server.call("PUT", `${cycles(other)}/${greeting}/labels`, { folder: "X", tags: [] });
  expect([elsewhere.status, elsewhere.body.error.code]).toEqual([404, "cycle_not_found"]);
});

test("a deleted cycle lies in the recycle bin and comes back as it was, not running", async () => {
  const id = await make("Thrown away");
  await server.call("PATCH", `${cycles(account)}/${id}`, { name: "Thrown away, changed", revision: 1 });
  expect((await server.call("DELETE", `${cycles(account)}/${id}`)).status).toBe(204);
  expect(await names("q=Thrown")).toEqual([]);
  expect(await names("deleted=true")).toEqual(["Thrown away, changed"]);
  expect((await server.call("POST", `${cycles(other)}/${id}/restore`)).status).toBe(404);
  const back = await server.call("POST", `${cycles(account)}/${id}/restore`);
  expect(back.body).toMatchObject({ id, name: "Thrown away, changed", status: "draft", deletedAt: null });
  expect(await names("q=Thrown")).toEqual(["Thrown away, changed"]);
  expect((await server.call("POST", `${cycles(account)}/${id}/restore`)).status).toBe(404);
});

test("whoever works with a deleted cycle is told that it lies in the recycle bin, and since when; nobody else is", async () => {
  const id = await make("Gone");
  const at = `${cycles(account)}/${id}`;
  await server.call("DELETE", at);
  const [deleted] = (await server.call("GET", `${cycles(account)}?deleted=true&q=Gone`)).body.items;
  const told = {
    status: 404,
    body: {
      error: {
        code: "cycle_not_found",
        message: expect.stringContaining('"Gone" was deleted'),
        details: { name: "Gone", deletedAt: deleted.deletedAt },
      },
    },
  };
  expect(await server.call("GET", at)).toMatchObject(told);
  expect(await server.call("PATCH", at, { name: "On", revision: 1 })).toMatchObject(told);
  expect(await server.call("POST", `${at}/start`, {})).toMatchObject(told);
  expect(await server.call("PUT", `${at}/labels`, { folder: null, tags: [] })).toMatchObject(told);
  const elsewhere = await server.call("GET", `${cycles(other)}/${id}`);
  expect(elsewhere.body.error.details).toEqual({});
  await server.call("POST", `${at}/restore`);
  expect((await server.call("PATCH", at, { name: "On", revision: 1 })).status).toBe(200);
});

test("a file carries a cycle to another account, where its Page's own connection takes over", async () => {
  const connect = async (of: string, page: string): Promise<string> => {
    const id = newId();
    await server.database.pool.query(
      `INSERT INTO connection (account_id, id, connector, name, status, external_id)
       VALUES ($1, $2, 'chat', 'Page', 'authenticated', $3)`,
      [fromWire("account", of), id, page],
    );
    return toWire("connection", id);
  };
  const [shared, lone] = [await connect(account, "501"), await connect(account, "502")];
  const theirs = await connect(other, "501");
  const trigger = (id: string, connection: string) => ({
    id,
    type: "trigger",
    connector: "chat",
    method: "message",
    connection,
  });
  const id = await make("Carried", { steps: [trigger("one", shared), trigger("two", lone)] });
  await server.call("PUT", `${cycles(account)}/${id}/labels`, { folder: "Shop", tags: ["de"] });
  const file: CycleFile = (await server.call("GET", `${cycles(account)}/${id}/export`)).body;
  expect(file).toMatchObject({ velodrome: "cycle", format: 1, name: "Carried", folder: "Shop", tags: ["de"] });
  expect(file.connections[shared]).toMatchObject({ connector: "chat", page: "501" });
  const imported = await server.call("POST", `${cycles(other)}/import`, file);
  expect(imported.status).toBe(201);
  expect(imported.body.withoutConnection).toEqual(["two"]);
  expect(imported.body.cycle).toMatchObject({ name: "Carried", status: "draft", folder: "Shop", tags: ["de"] });
  expect(imported.body.cycle.document.steps).toMatchObject([{ id: "one", connection: theirs }, { id: "two" }]);
  expect(imported.body.cycle.document.steps[1].connection).toBeUndefined();
  const again = await server.call("POST", `${cycles(account)}/import`, file);
  expect(again.body.cycle.document).toEqual(file.document);
  expect(again.body.cycle.id).not.toBe(id);
});

test("the file of a cycle bears its name, in whatever script and with whatever sign", async () => {
  const nameOf = async (name: string) => {
    const file = await server.call("GET", `${cycles(account)}/${await make(name)}/export`);
    return parse(String(file.headers["content-disposition"])).parameters.filename;
  };
  expect(await nameOf("Prices")).toBe("Prices.json");
  expect(await nameOf('Preise "für" alle / 価格')).toBe('Preise "für" alle / 価格.json');
});

test("what is no file of a cycle is refused, and nothing is made", async () => {
  const before = await names("limit=200");
  for (const file of [
    {},
    { velodrome: "cycle", format: 2, name: "x", document: {} },
    { velodrome: "cycle", format: 1, name: "x", document: { steps: [{ id: "1" }] } },
  ]) {
    expect((await server.call("POST", `${cycles(account)}/import`, file)).status).toBe(400);
  }
  expect(await names("limit=200")).toEqual(before);
});
