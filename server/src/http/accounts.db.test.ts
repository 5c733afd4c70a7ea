import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestServer, type TestServer, withKey } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const call = (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: object) =>
  server.api.inject({ method, url, headers: withKey, ...(payload === undefined ? {} : { payload }) });

const create = async (payload: object) => (await call("POST", "/v1/accounts", payload)).json();

describe("accounts", () => {
  test("POST /v1/accounts makes one, found by its id and its externalId", async () => {
    const made = await call("POST", "/v1/accounts", {
      name: " Acme ",
      externalId: "acme-1",
      timezone: "Europe/Berlin",
    });
    expect(made.statusCode).toBe(201);
    const account = made.json();
    expect(account).toMatchObject({ name: "Acme", externalId: "acme-1", timezone: "Europe/Berlin" });
    expect(account.id).toMatch(/^acc_/);
    expect((await call("GET", `/v1/accounts/${account.id}`)).json()).toEqual(account);
    expect((await call("GET", "/v1/accounts/acme-1")).json()).toEqual(account);
  });

  test("an account is reached by the longest externalId that it may have", async () => {
    const externalId = "ü".repeat(200);
    const { id } = await create({ name: "Long", externalId });
    const address = `/v1/accounts/${encodeURIComponent(externalId)}`;
    expect((await call("GET", address)).json().id).toBe(id);
    expect((await call("PATCH", address, { name: "Longer" })).json().name).toBe("Longer");
    expect((await call("DELETE", address)).statusCode).toBe(204);
  });

  test.each(["GET", "PATCH", "DELETE"] as const)(
    "%s of an address that no account can have is not found",
    async (method) => {
      const answer = await call(method, `/v1/accounts/${"a".repeat(600)}`, method === "PATCH" ? {} : undefined);
      expect([answer.statusCode, answer.json().error.code]).toEqual([404, "not_found"]);
    },
  );

  test("an externalId belongs to one account at a time", async () => {
    const first = await create({ name: "First", externalId: "twice" });
    const second = await create({ name: "Second" });
    const again = await call("POST", "/v1/accounts", { name: "Third", externalId: "twice" });
    expect(again.statusCode).toBe(409);
    expect(again.json().error).toMatchObject({ code: "external_id_taken", details: { externalId: "twice" } });
    const stolen = await call("PATCH", `/v1/accounts/${second.id}`, { externalId: "twice" });
    expect(stolen.json().error.code).toBe("external_id_taken");
    expect((await call("DELETE", `/v1/accounts/${first.id}`)).statusCode).toBe(204);
    expect((await call("PATCH", `/v1/accounts/${second.id}`, { externalId: "twice" })).statusCode).toBe(200);
  });

  test("GET /v1/accounts finds by part of a name, by the beginning of an external id, and by ids", async () => {
    const [one, other] = [
      await create({ name: "Bakery 100%", externalId: "shop-1" }),
      await create({ name: "Old bakery", externalId: "shop-2" }),
    ];
    const names = async (query: string) =>
      (await call("GET", `/v1/accounts?${query}`)).json().items.map(({ name }: { name: string }) => name);
    expect(await names("q=bakery")).toEqual(["Old bakery", "Bakery 100%"]);
    expect(await names("q=0%25")).toEqual(["Bakery 100%"]);
    expect(await names("q=%25")).toEqual(["Bakery 100%"]);
    expect(await names("q=SHOP-2")).toEqual(["Old bakery"]);
    expect(await names("q=op-2")).toEqual([]);
    expect(await names(`ids=${one.id},${other.id}&limit=1`)).toEqual(["Old bakery"]);
    expect((await call("GET", "/v1/accounts?ids=shop-1")).statusCode).toBe(400);
  });

  test.each([
    { name: "" },
    { name: "x", externalId: "with space" },
    { name: "x", externalId: "a/b" },
    { name: "x", externalId: ".." },
    { name: "x", externalId: "acc_01jd0000000000000000000000" },
    { name: "x", timezone: "Mars/Olympus" },
    { name: "x", retention: { failed: 0 } },
    { name: "x", concurrency: 0 },
    { name: "x", more: 1 },
    {},
  ])("POST /v1/accounts refuses %j", async (payload) => {
    const answer = await call("POST", "/v1/accounts", payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.code).toBe("invalid_request");
  });

  test("retention and concurrency are the account's own, until they are taken back", async () => {
    const made = await create({ name: "Own", externalId: "own", retention: { failed: 7 }, concurrency: 2 });
    expect(made).toMatchObject({ retention: { failed: 7 }, concurrency: 2 });
    expect((await create({ name: "Plain" })).retention).toEqual({});
    const changed = await call("PATCH", "/v1/accounts/own", { retention: { events: 60 } });
    expect(changed.json()).toMatchObject({ retention: { events: 60 }, concurrency: 2 });
    const back = await call("PATCH", "/v1/accounts/own", { retention: {}, concurrency: null });
    expect(back.json()).toMatchObject({ retention: {}, concurrency: null });
  });

  test("PATCH changes what it names and leaves the rest", async () => {
    const account = await create({ name: "Before", externalId: "patched" });
    const renamed = await call("PATCH", "/v1/accounts/patched", { name: "After" });
    expect(renamed.json()).toEqual({ ...account, name: "After" });
    expect((await call("PATCH", "/v1/accounts/patched", {})).json().name).toBe("After");
    const freed = await call("PATCH", "/v1/accounts/patched", { externalId: null });
    expect(freed.json().externalId).toBeNull();
    expect((await call("GET", "/v1/accounts/patched")).statusCode).toBe(404);
  });

  test("DELETE stops the account, then hides it everywhere", async () => {
    const account = await create({ name: "Gone" });
    const before = server.stopped.length;
    expect((await call("DELETE", `/v1/accounts/${account.id}`)).statusCode).toBe(204);
    expect(server.stopped.length).toBe(before + 1);
    for (const method of ["GET", "DELETE"] as const) {
      const answer = await call(method, `/v1/accounts/${account.id}`);
      expect(answer.statusCode).toBe(404);
      expect(answer.json().error.code).toBe("account_not_found");
    }
    expect((await call("PATCH", `/v1/accounts/${account.id}`, { name: "x" })).statusCode).toBe(404);
    const { items } = (await call("GET", "/v1/accounts?limit=200")).json();
    expect(items.map((item: { id: string }) => item.id)).not.toContain(account.id);
  });
});

describe("paging", () => {
  test("walks all accounts once, newest first, while others are made", async () => {
    const made: string[] = [];
    for (let number = 0; number < 7; number++) {
      made.push((await create({ name: `Page ${number}` })).id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const place: string = cursor === null ? "" : `&cursor=${cursor}`;
      const page = (await call("GET", `/v1/accounts?limit=3${place}`)).json();
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map((item: { id: string }) => item.id));
      cursor = page.nextCursor;
      await create({ name: "Meanwhile" });
    } while (cursor !== null);
    expect(seen.slice(0, 7)).toEqual(made.toReversed());
    expect(new Set(seen).size).toBe(seen.length);
  });

  test.each(["limit=0", "limit=201", "limit=x", "cursor=nonsense"])("refuses ?%s", async (query) => {
    const answer = await call("GET", `/v1/accounts?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatchObject({ code: "invalid_request", details: { in: "query" } });
  });
});
