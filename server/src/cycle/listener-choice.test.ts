import { cycleDocument } from "@velodrome/contract";
import { describe, expect, test } from "vitest";
import type { CycleConnection } from "./connection-choice.ts";
import { differsFrom } from "./document-difference.ts";
import { listenersOf } from "./listener-choice.ts";

const connection = (id: string, over: Partial<CycleConnection> = {}): CycleConnection => ({
  ...{ id, connector: "chat", name: id, status: "authenticated", setupId: "s", externalId: `page of ${id}` },
  ...over,
});
const trigger = (id: string, over: object) => ({ id, type: "trigger", connector: "chat", ...over });
const document = cycleDocument.parse({
  steps: [
    { id: "first", type: "decision" },
    trigger("a", { kinds: ["message", "postback"], connection: "one" }),
    trigger("b", { method: "message", connection: "one" }),
    trigger("c", { method: "message", connection: "two" }),
    trigger("d", { method: "any" }),
  ],
});

describe("what a version listens to", () => {
  test("is one row per Setup, Page and method, of the first step in the document", () => {
    const rows = listenersOf({ version: 1, document }, [], [connection("one"), connection("two")]);
    const common = { setupId: "s", version: 1, answers: null };
    expect(rows).toEqual([
      { ...common, externalId: "page of one", method: "message", step: "a", ordinal: 1 },
      { ...common, externalId: "page of one", method: "postback", step: "a", ordinal: 1 },
      { ...common, externalId: "page of two", method: "message", step: "c", ordinal: 3 },
    ]);
  });

  test("has no row for a trigger that is switched off: the next one takes its events", () => {
    const steps = document.steps.map((step) => (step.id === "a" ? { ...step, disabled: true } : step));
    const rows = listenersOf({ version: 1, document: { ...document, steps } }, [], [connection("one")]);
    expect(rows.map(({ method, step }) => `${method} ${step}`)).toEqual(["message b"]);
  });

  test("has a row for what a trigger asks for besides, and none for what it does not", () => {
    const asking = trigger("a", { kinds: ["message", "echo"], also: ["standby"], connection: "one" });
    const plain = trigger("b", { method: "message", connection: "one" });
    const steps = cycleDocument.parse({ steps: [plain, asking] });
    const rows = listenersOf({ version: 1, document: steps }, [], [connection("one")]);
    expect(rows.map(({ method, step }) => `${method} ${step}`)).toEqual([
      "message b",
      "message@standby a",
      "echo a",
      "echo@standby a",
    ]);
  });

  test("leaves out what has no Page, is switched off or is gone; a dead token still hears", () => {
    const steps = (one: Partial<CycleConnection>) =>
      listenersOf({ version: 1, document }, [], [connection("one", one)]).map(({ step }) => step);
    expect(steps({ externalId: null })).toEqual([]);
    expect(steps({ setupId: null })).toEqual([]);
    expect(steps({ status: "disabled" })).toEqual([]);
    expect(steps({ status: "new" })).toEqual([]);
    expect(steps({ status: "needs_reauthentication" })).toEqual(["a", "a"]);
  });
});

describe("what waits listen to", () => {
  const wait = (id: string, method: string) => ({
    ...trigger(id, { method, connection: "one" }),
    type: "wait-for-event",
  });
  const heard = (live: object[], ...older: object[][]) => {
    const versions = [live, ...older].map((steps, at) => ({
      version: 9 - at,
      document: cycleDocument.parse({ steps: [trigger("a", { method: "message", connection: "one" }), ...steps] }),
    }));
    const [newest, ...rest] = versions;
    const rows = newest ? listenersOf(newest, rest, [connection("one")]) : [];
    return rows.map(({ method, version, step, answers }) => `${method} ${version} ${step} ${answers}`);
  };

  test("stands beside the triggers, whose events may be answers then", () => {
    expect(heard([])).toEqual(["message 9 a null"]);
    expect(heard([wait("w", "message"), wait("v", "postback")])).toEqual([
      "message 9 a also",
      "message 9 w only",
      "postback 9 v only",
    ]);
  });

  test("includes that of older versions, each step and method once, as the newest has it", () => {
    expect(heard([wait("w", "message")], [wait("w", "message"), wait("w2", "read")], [wait("w", "any")])).toEqual([
      "message 9 a also",
      "message 9 w only",
      "read 8 w2 only",
      "any 7 w only",
    ]);
  });
});

describe("a draft differs from its version", () => {
  const draft = cycleDocument.parse({ steps: [trigger("a", { method: "message" }), { id: "b", type: "decision" }] });
  const published = cycleDocument.parse({
    steps: [trigger("a", { method: "message", connection: "one" }), { id: "b", type: "decision" }],
  });

  test("not by a connection it leaves open, nor by the order of keys", () => {
    expect(differsFrom(published, draft)).toBe(false);
    const reordered = JSON.parse('{"settings":{"onStepError":"stop-run"},"edges":[]}');
    expect(differsFrom(published, { ...reordered, steps: draft.steps })).toBe(false);
  });

  test("by anything else", () => {
    const [a, b] = draft.steps;
    const other = { ...a, connection: "two" } as (typeof draft.steps)[number];
    const renamed = { ...b, name: "x" } as (typeof draft.steps)[number];
    expect(differsFrom(published, { ...draft, steps: draft.steps.toReversed() })).toBe(true);
    expect(differsFrom(published, { ...draft, steps: draft.steps.slice(1) })).toBe(true);
    expect(differsFrom(published, { ...draft, steps: [other, ...draft.steps.slice(1)] })).toBe(true);
    expect(differsFrom(published, { ...draft, steps: [...draft.steps.slice(0, 1), renamed] })).toBe(true);
    expect(differsFrom(published, { ...draft, edges: [{ from: "a", to: "b" }] })).toBe(true);
  });
});
