import { expect, it } from "vitest";
import { ApiError } from "../../lib/api-error.ts";
import { refusedProperties } from "./refused-properties.ts";

it("says at a property's field what the server has against it, and nothing of what is no property", () => {
  const problems = [
    { path: "properties.clientSecret", message: "It is wrong." },
    { path: "setup", message: "No." },
  ];
  expect(refusedProperties(new ApiError(400, "invalid_request", "Wrong.", { in: "body", problems }))).toEqual({
    clientSecret: "It is wrong.",
  });
  expect(refusedProperties(new ApiError(500, "internal", "Wrong."))).toEqual({});
  expect(refusedProperties(null)).toEqual({});
});
