import type { ConversationEvent, Reply } from "@velodrome/contract";
import { expect, it } from "vitest";
import { toTimeline } from "./timeline.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, second)).toISOString();

const event = (second: number, given: Partial<ConversationEvent>): ConversationEvent =>
  ({
    id: `evt_${second}`,
    kind: "message",
    mid: `m_${second}`,
    text: "hi",
    occurredAt: at(second),
    receivedAt: at(second),
    receipt: null,
    runs: [],
    ...given,
  }) as ConversationEvent;

const reply = (second: number, given: Partial<Reply> = {}) =>
  ({
    id: `srn_${second}`,
    step: "reply",
    name: "Reply",
    status: "succeeded",
    text: "Hello",
    mid: "m_out",
    at: at(second),
    error: null,
    ...given,
  }) as Reply;

const answered = (second: number, ...replies: Reply[]) =>
  event(second, { runs: [{ id: `run_${second}`, createdAt: at(second), replies }] as ConversationEvent["runs"] });

const kinds = (events: readonly ConversationEvent[]) => toTimeline(events).map(({ kind }) => kind);

it("tells in order what was said, what ran, and what was answered, whatever order it comes in", () => {
  expect(kinds([event(9, { kind: "reaction" }), answered(1, reply(2)), event(4, {})])).toEqual([
    "person",
    "run",
    "page",
    "person",
    "note",
  ]);
});

it("shows an answer once: the echo of it adds nothing, an echo of another's does", () => {
  const echo = event(3, { kind: "echo", mid: "m_out" });
  expect(kinds([echo, answered(1, reply(2))])).toEqual(["person", "run", "page"]);
  expect(kinds([event(3, { kind: "echo", mid: "m_agent", text: "A person here" }), event(1, {})])).toEqual([
    "person",
    "page",
  ]);
});

it.each([
  [{ state: "delivered" as const, mids: ["m_out"], until: null }, "delivered"],
  [{ state: "delivered" as const, mids: ["m_other"], until: null }, null],
  [{ state: "seen" as const, mids: [], until: at(2) }, "seen"],
  [{ state: "seen" as const, mids: [], until: at(1) }, null],
])("by the receipt %j an answer of second 2 is %s", (receipt, told) => {
  const events = [event(5, { kind: "read", receipt }), answered(1, reply(2))];
  expect(toTimeline(events).find(({ kind }) => kind === "page")).toMatchObject({ told });
});

it("says that an answer failed, and nothing of a call that says nothing", () => {
  expect(kinds([answered(1, reply(2, { status: "failed" }), reply(3, { text: null, mid: null }))])).toEqual([
    "person",
    "run",
    "failed",
  ]);
});
