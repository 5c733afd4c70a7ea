import { afterAll, beforeAll, expect, test } from "vitest";
import { createSettings } from "../account/settings.ts";
import { createTestServer, publicUrl, type TestServer, withKey } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const url = "/v1/settings/general";
const read = async () => (await server.api.inject({ url, headers: withKey })).json();
const change = (payload: object) => server.api.inject({ method: "PATCH", url, headers: withKey, payload });

test("GET and PATCH /v1/settings/general", async () => {
  expect(await read()).toEqual({
    serviceDomain: "localhost:3000",
    displayName: "Velodrome",
    publicUrl: "http://localhost:3000",
    local: true,
    sandboxUrl: null,
  });
  const changed = await change({ serviceDomain: "Hooks.example.com" });
  expect(changed.json()).toMatchObject({
    serviceDomain: "hooks.example.com",
    publicUrl: "https://hooks.example.com",
    local: false,
    displayName: "Velodrome",
  });
  await change({ displayName: "Acme Connect" });
  expect(await read()).toMatchObject({ serviceDomain: "hooks.example.com", displayName: "Acme Connect" });
});

test.each([{ serviceDomain: "https://a.example" }, { serviceDomain: "" }, { serviceDomain: "a b" }, { more: 1 }])(
  "PATCH refuses %j",
  async (payload) => {
    expect((await change(payload)).statusCode).toBe(400);
  },
);

test("another process's change is seen after 5 seconds, this one's at once", async () => {
  const { database, clock } = server;
  const other = createSettings({ database, clock, publicUrl, sandboxUrl: null });
  await change({ displayName: "One" });
  expect((await other.general()).displayName).toBe("One");
  await change({ displayName: "Two" });
  expect((await read()).displayName).toBe("Two");
  expect((await other.general()).displayName).toBe("One");
  clock.pass(5000);
  expect((await other.general()).displayName).toBe("Two");
});
