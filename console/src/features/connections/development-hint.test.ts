import { expect, it } from "vitest";
import { isInDevelopment } from "./development-hint.ts";

const setup = { need: "optional" as const, graphVersion: "", scopes: [] };
const http = { setup: { ...setup, versions: [] } };
const messenger = { setup: { ...setup, versions: [{ version: "v25.0", until: null }] } };

it("is told of a Meta app until it is live", () => {
  expect(isInDevelopment({ sandbox: false }, { live: false }, messenger)).toBe(true);
  expect(isInDevelopment({ sandbox: false }, { live: true }, messenger)).toBe(false);
});

it("is not told of the sandbox, of other connectors, nor before they are known", () => {
  expect(isInDevelopment({ sandbox: true }, { live: false }, messenger)).toBe(false);
  expect(isInDevelopment({ sandbox: false }, { live: false }, http)).toBe(false);
  expect(isInDevelopment({ sandbox: false }, { live: false }, null)).toBe(false);
  expect(isInDevelopment({ sandbox: false }, null, messenger)).toBe(false);
});
