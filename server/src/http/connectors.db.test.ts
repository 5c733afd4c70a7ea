import { afterAll, beforeAll, expect, test } from "vitest";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

let server: ResourceServer;
beforeAll(async () => {
  server = await createResourceServer();
});
afterAll(() => server.close());

const list = async (query = "") => (await server.call("GET", `/v1/connectors${query}`)).body.items;

test("the library is listed with methods when they are asked for, as each of its connectors is answered", async () => {
  const whole = await list("?include=methods");
  expect(whole.length).toBeGreaterThan(0);
  for (const connector of whole) {
    expect(connector.methods.length).toBeGreaterThan(0);
    expect((await server.call("GET", `/v1/connectors/${connector.name}`)).body).toEqual(connector);
  }
  const bare = await list();
  expect(bare).toEqual(whole.map(({ methods: _, lookups: __, ...rest }: Record<string, unknown>) => rest));
});

test("nothing else is included", async () => {
  const { status, body } = await server.call("GET", "/v1/connectors?include=secrets");
  expect([status, body.error.code]).toEqual([400, "invalid_request"]);
});
