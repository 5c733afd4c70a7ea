import { expect, test } from "vitest";
import { pageFields, pageFieldsOf } from "./page-field.ts";

test("every other field is asked for only where a step needs it", () => {
  expect(pageFieldsOf(["message", "postback", "any", "unknown"])).toEqual([]);
  expect(pageFieldsOf(["read", "delivery", "comment", "feed", "read"])).toEqual([
    "message_reads",
    "message_deliveries",
    "feed",
  ]);
  expect(pageFields).not.toContain("response_feedback");
  expect(pageFieldsOf(["response-feedback"])).toEqual(["response_feedback"]);
});
