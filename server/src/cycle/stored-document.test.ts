import { cycleDocument } from "@velodrome/contract";
import { expect, test } from "vitest";
import { readStoredDocument } from "./stored-document.ts";

test("a document is read as it was stored", () => {
  const document = cycleDocument.parse({ steps: [{ id: "a", type: "note", text: "b" }] });
  expect(readStoredDocument(JSON.parse(JSON.stringify(document)))).toEqual(document);
});

test("what a newer release has written is refused with words, and nothing of it is left out", () => {
  const unavailable = expect.objectContaining({
    code: "unavailable",
    message: expect.stringContaining("a newer release"),
  });
  expect(() => readStoredDocument({ steps: [{ id: "a", type: "unheard-of" }], edges: [] })).toThrow(unavailable);
  expect(() => readStoredDocument({ ...cycleDocument.parse({}), lanes: [] })).toThrow(unavailable);
});
