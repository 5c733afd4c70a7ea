import { expect, it } from "vitest";
import { connectionPlace } from "./connection-place.ts";

const setup = { need: "optional" as const, graphVersion: "", scopes: [] };
const http = { setup: { ...setup, versions: [] } };
const messenger = { setup: { ...setup, versions: [{ version: "v25.0", until: null }] } };
const page = { id: "612", name: "Harbour" };

it("is the Page, by its number as long as its name is not known", () => {
  expect(connectionPlace({ page, properties: {} }, messenger)).toBe("Harbour");
  expect(connectionPlace({ page: { ...page, name: null }, properties: {} }, messenger)).toBe("612");
  expect(connectionPlace({ page: null, properties: {} }, messenger)).toBe("No Page yet");
});

it("is the base address where a connector has no Pages, or nothing", () => {
  const properties = { baseUrl: "https://api.shop.test" };
  expect(connectionPlace({ page: null, properties }, http)).toBe("https://api.shop.test");
  expect(connectionPlace({ page: null, properties: {} }, http)).toBeNull();
  expect(connectionPlace({ page: null, properties: {} }, null)).toBeNull();
});
