import { expect, test } from "vitest";
import { AppError } from "./app-error.ts";

test("an application error carries its code, its words, its details and what caused it", () => {
  const cause = new Error("duplicate key");
  const error = new AppError(
    "external_id_taken",
    { message: "Another account has this externalId.", details: { externalId: "x" } },
    { cause },
  );
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ code: "external_id_taken", details: { externalId: "x" }, cause });
  expect(error.message).toBe("Another account has this externalId.");
});

test("details are an empty object when there is nothing to add", () => {
  expect(new AppError("internal", { message: "Something broke." }).details).toEqual({});
});
