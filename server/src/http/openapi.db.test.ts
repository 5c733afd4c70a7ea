import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AutomationRouteDeps, registerAutomationRoutes } from "./routes.ts";
import { createTestServer, publicUrl, type TestServer } from "./testing/test-server.ts";

interface Operation {
  tags?: string[];
  summary?: string;
  security?: object[];
  parameters?: { name: string; in: string }[];
  requestBody?: { required: boolean; content: Record<string, { schema: { type?: string } }> };
  responses: Record<string, { $ref?: string }>;
}

interface Document {
  openapi: string;
  servers: object[];
  paths: Record<string, Record<string, Operation>>;
}

let server: TestServer;
let document: Document;
beforeAll(async () => {
  server = await createTestServer();
  // Only registered, never called: a description needs no rooms behind it.
  registerAutomationRoutes(server.api, { receiver: {}, history: {}, drafts: {} } as AutomationRouteDeps);
  document = (await server.api.inject("/openapi.json")).json();
});
afterAll(() => server.close());

test("is a valid OpenAPI 3.1 document of this installation", async () => {
  const result = await new Validator().validate(document as unknown as Record<string, unknown>);
  expect(result.errors ?? []).toEqual([]);
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(document.servers).toEqual([{ url: publicUrl }]);
});

test("lists every route of the contract, and leaves out only what pages of ours use", () => {
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const registered = server.routes.filter(({ method }) => method !== "HEAD" && method !== "OPTIONS");
  const hidden = registered
    .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, "{$1}")}`)
    .filter((route) => !described.includes(route))
    .filter(
      (route) => !/^GET \/(docs|openapi\.json|\*$)|^\w+ \/(api|connect|connector|privacy|webhooks)\//.test(route),
    );
  expect(hidden).toEqual([]);
  expect(described.length).toBeGreaterThan(30);
});

test("a body that may be left out is not called required, and one that may not is", () => {
  const bodyOf = (path: string) => document.paths[path]?.["post"]?.requestBody;
  const start = bodyOf("/v1/accounts/{account}/cycles/{cycle}/start");
  expect(start).toMatchObject({ required: false, content: { "application/json": { schema: { type: "object" } } } });
  expect(bodyOf("/v1/accounts/{account}/runs/{run}/retry")?.required).toBe(false);
  expect(bodyOf("/v1/accounts")?.required).toBe(true);
});

test("says of every operation what it is, what it takes, and that it may fail", () => {
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const place = `${method} ${path}`;
      expect(operation.tags, place).toHaveLength(1);
      expect(operation.summary, place).toMatch(/\S/);
      expect(operation.responses["default"], place).toEqual({ $ref: "#/components/responses/Error" });
      expect(operation.security ?? [], place).toEqual(path.startsWith("/v1/") ? [{ bearer: [] }] : []);
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
      expect(described.map(({ name }) => name).toSorted(), place).toEqual(names.toSorted());
    }
  }
});
