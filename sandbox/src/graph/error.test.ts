import { expect, it } from "vitest";
import { GraphError, invalid } from "./error.ts";

it("has the shape of Meta's envelope, without keys that do not apply", () => {
  expect(new GraphError("(#10) Outside", { code: 10, subcode: 2_018_278 }).toEnvelope("Atrace")).toEqual({
    error: {
      message: "(#10) Outside",
      type: "OAuthException",
      code: 10,
      error_subcode: 2_018_278,
      fbtrace_id: "Atrace",
    },
  });
  expect(Object.keys(invalid("x").toEnvelope("A").error)).toEqual(["message", "type", "code", "fbtrace_id"]);
  expect(invalid("x").status).toBe(400);
});
