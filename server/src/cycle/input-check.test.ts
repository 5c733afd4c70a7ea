import type { ActionStep } from "@velodrome/contract";
import { defineAction } from "@velodrome/kit";
import { expect, test } from "vitest";
import { z } from "zod";
import { checkInput } from "./input-check.ts";

const title = z.string().min(1).max(20);
const action = defineAction({
  title: "Ask",
  description: "Asks",
  input: z.object({
    replies: z
      .array(z.union([title, z.strictObject({ title, payload: z.string().max(5).optional() })]))
      .min(1)
      .max(3)
      .meta({ title: "Replies" }),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  output: z.unknown(),
  repeat: "safe",
  async call() {},
});
const find = (input: ActionStep["input"]) =>
  checkInput({ id: "ask", type: "action", connector: "chat", method: "ask", input }, action).map(
    ({ code, field, message }) => `${code} ${field}: ${message}`,
  );
const open = { template: "{{ message.text }}" };

test("a list is sound when what is known of it is, whatever the rest turns out to be", () => {
  expect(find({ replies: { value: ["Yes", { title: "No", payload: "NO" }] } })).toEqual([]);
  expect(find({ replies: { list: [open, { fields: { title: open, payload: { value: "NO" } } }] } })).toEqual([]);
  expect(find({ replies: { list: [open] }, headers: { fields: { "X-Id": open } } })).toEqual([]);
  expect(find({ replies: { expression: "anything" } })).toEqual([]);
});

test("what cannot be is said at its item and field", () => {
  const long = { value: "This is far too long for it" };
  expect(find({ replies: { list: [open, { fields: { title: long, payload: open } }] } })).toEqual([
    'input_invalid replies.1.title: "Replies", item 2, "title", cannot be this: at most 20 characters are taken.',
  ]);
  expect(find({ replies: { list: [{ fields: { title: open, payload: long } }] } })).toHaveLength(1);
  expect(find({ replies: { value: ["Yes", long.value] } })).toEqual([
    'input_invalid replies.1: "Replies", item 2, cannot be this: at most 20 characters are taken.',
  ]);
  expect(find({ replies: { list: [open, open, open, open] } })).toEqual([
    'input_invalid replies: "Replies" cannot be this: at most 3 items are taken.',
  ]);
});

test("a list without items is none", () => {
  expect(find({ replies: { list: [] } })).toEqual(['input_missing replies: "Replies" has no value yet.']);
  expect(find({ replies: { value: [] } })).toEqual(['input_invalid replies: "Replies" cannot be this: it is empty.']);
});
