import { expect, it } from "vitest";
import { GraphError } from "./error.ts";
import { readPath } from "./version.ts";

it.each([
  ["/v25.0/me/messages", "v25.0", ["me", "messages"]],
  ["/me", "v26.0", ["me"]],
  ["/v3.2/me", "v21.0", ["me"]],
  ["/v24.0/a%20b/messages/", "v24.0", ["a b", "messages"]],
])("%s is served as %s", (path, version, segments) => {
  expect(readPath(path)).toEqual({ version, segments });
});

it("knows no version that Meta has not released, and no broken escapes", () => {
  expect(() => readPath("/v99.0/me")).toThrow(GraphError);
  expect(() => readPath("/v25.0/%zz")).toThrow(GraphError);
});
