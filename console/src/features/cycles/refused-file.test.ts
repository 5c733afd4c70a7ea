import { expect, it } from "vitest";
import { ApiError } from "../../lib/api-error.ts";
import { RefusedFileError, refusedFile } from "./refused-file.ts";

const file = { document: { steps: [{ id: "reply", name: "Reply" }, { id: "wait" }, 1] } };
const refusal = (details: Record<string, unknown>) => new ApiError(400, "invalid_request", "Not valid.", details);
const said = (details: Record<string, unknown>) => {
  const error = refusedFile(refusal(details), file);
  return error instanceof RefusedFileError ? error.problems : null;
};

it("says of each flaw in which step and field it is", () => {
  const problem = (path: string) => ({ path, message: "it is empty" });
  expect(
    said({
      problems: ["document.steps.0.input.text", "document.steps.1.for", "document.steps.2", "name"].map(problem),
    }),
  ).toEqual([
    "“Reply”, input.text: it is empty.",
    "“wait”, for: it is empty.",
    "Step 3: it is empty.",
    "name: it is empty.",
  ]);
});

it("says what is wrong with the ways between steps", () => {
  expect(said({ flaws: [{ step: "a", field: "id", message: 'Two steps have the id "a".' }] })).toEqual([
    "Two steps have the id “a”.",
  ]);
});

it("counts what is more than a person reads", () => {
  const problems = Array.from({ length: 30 }, (_, at) => ({ path: `document.edges.${at}`, message: "is wrong" }));
  expect(said({ problems })).toHaveLength(21);
  expect(said({ problems })?.at(-1)).toBe("and 10 flaws more");
});

it("leaves an error as it is that is about something else", () => {
  for (const error of [refusal({}), new Error("no")]) expect(refusedFile(error, file)).toBe(error);
});
