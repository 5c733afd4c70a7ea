import { expect, test } from "vitest";
import { receiptOf } from "./receipt.ts";

const channel = "messaging";
const watermark = 1_763_812_800_000;

test("a delivery names messages, or all until a moment", () => {
  const item = { delivery: { mids: ["m_1", "m_2"], watermark } };
  expect(receiptOf({ kind: "delivery", channel, item })).toEqual({
    state: "delivered",
    mids: ["m_1", "m_2"],
    until: watermark,
  });
  expect(receiptOf({ kind: "delivery", channel, item: { delivery: { watermark } } })).toEqual({
    state: "delivered",
    mids: [],
    until: watermark,
  });
});

test("what was read was seen", () => {
  expect(receiptOf({ kind: "read", channel, item: { read: { watermark } } })).toEqual({
    state: "seen",
    mids: [],
    until: watermark,
  });
});

test.each([
  ["message", { message: { mid: "m_1" } }],
  ["delivery", { delivery: "soon" }],
  ["read", null],
])("%s %j says nothing of messages that were sent", (kind, item) => {
  expect(receiptOf({ kind, channel, item })).toBeNull();
});
