import { expect, it } from "vitest";
import { ApiError } from "../../../lib/api-error.ts";
import { refusedSteps } from "./refused-steps.ts";

const steps = [{ id: "message" }, { id: "schedule" }];
const refusal = (...paths: string[]) =>
  new ApiError(400, "invalid_request", "", {
    in: "body",
    problems: paths.map((path) => ({ path, message: "it may be at most 10000" })),
  });

it("names the steps that a draft was refused for, and nothing where it is not a step alone", () => {
  expect(refusedSteps(refusal("document.steps.1.every.count"), steps)).toEqual([
    { step: "schedule", message: "It may be at most 10000." },
  ]);
  expect(refusedSteps(refusal("document.steps.0"), steps)).toHaveLength(1);
  for (const path of ["document.steps", "document.steps.2", "name", "document.edges.1"]) {
    expect(refusedSteps(refusal(path, "document.steps.1.name"), steps)).toBeNull();
  }
  expect(refusedSteps(new ApiError(400, "invalid_request", ""), steps)).toBeNull();
  expect(refusedSteps(new Error("no"), steps)).toBeNull();
});
