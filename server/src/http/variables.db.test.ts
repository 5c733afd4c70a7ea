import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

let server: ResourceServer;
let home: string;
let accountId: string;

beforeAll(async () => {
  server = await createResourceServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  const account = await server.addAccount("Customer");
  accountId = account.id;
  home = `/v1/accounts/${account.wire}/variables`;
});

test("PUT …/variables/{name} makes and changes one; GET, DELETE and the list know it", async () => {
  server.takeTouched();
  const made = await server.call("PUT", `${home}/shop`, { value: { open: [9, 17] }, description: "Hours" });
  expect(made).toMatchObject({ status: 200, body: { name: "shop", value: { open: [9, 17] }, description: "Hours" } });
  expect(server.takeTouched()).toEqual([`v${accountId}`]);
  await server.call("PUT", `${home}/shop`, { value: null });
  expect((await server.call("GET", `${home}/shop`)).body).toMatchObject({ value: null, description: "Hours" });
  await server.call("PUT", `${home}/Another`, { value: "a\u0000\ud800" });
  const { body } = await server.call("GET", home);
  expect(body.items.map(({ name }: { name: string }) => name).sort()).toEqual(["Another", "shop"]);
  expect(body.items.find(({ name }: { name: string }) => name === "Another").value).toBe("a\u0000\ud800");
  expect((await server.call("DELETE", `${home}/shop`)).status).toBe(204);
  expect((await server.call("GET", `${home}/shop`)).body.error.code).toBe("variable_not_found");
  expect((await server.call("DELETE", `${home}/shop`)).status).toBe(404);
});

test("the list goes on by its cursor", async () => {
  for (const name of ["a", "b", "c"]) await server.call("PUT", `${home}/${name}`, { value: name });
  const first = await server.call("GET", `${home}?limit=2`);
  const second = await server.call("GET", `${home}?limit=2&cursor=${first.body.nextCursor}`);
  const names = [...first.body.items, ...second.body.items].map(({ name }: { name: string }) => name);
  expect([names, second.body.nextCursor]).toEqual([["a", "b", "c"], null]);
});

test.each([
  ["a name that is none", "1st", { value: 1 }],
  ["no value", "x", {}],
  ["a value that is too large", "x", { value: "x".repeat(65_536) }],
  ["a field nobody knows", "x", { value: 1, secret: true }],
])("PUT with %s is refused", async (_what, name, body) => {
  expect((await server.call("PUT", `${home}/${name}`, body)).body.error.code).toBe("invalid_request");
  expect((await server.call("GET", home)).body.items).toEqual([]);
});

test("an account has at most 200, and none of another's", async () => {
  await server.database.pool.query(
    "INSERT INTO account_variable (account_id, name, value) SELECT $1, 'v' || n, '1' FROM generate_series(1, 200) n",
    [accountId],
  );
  expect((await server.call("PUT", `${home}/one_more`, { value: 1 })).status).toBe(400);
  expect((await server.call("PUT", `${home}/v7`, { value: 2 })).status).toBe(200);
  const other = await server.addAccount("Another");
  expect((await server.call("GET", `/v1/accounts/${other.wire}/variables/v7`)).status).toBe(404);
});

test("a cycle that names one of its account's variables is ready, and one that names none is not", async () => {
  const cycles = home.replace(/variables$/, "cycles");
  const step = { id: "say", type: "transform", expression: "$variables.shop" };
  const { body } = await server.call("POST", cycles, { name: "Cycle", document: { steps: [step] } });
  const missing = async () =>
    (await server.call("GET", `${cycles}/${body.id}/prerequisites`)).body.items.map(
      ({ code }: { code: string }) => code,
    );
  expect(await missing()).toContain("reference_unknown");
  await server.call("PUT", `${home}/shop`, { value: 1 });
  expect(await missing()).not.toContain("reference_unknown");
});
