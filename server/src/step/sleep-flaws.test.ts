import { type CycleDocumentInput, cycleDocument } from "@velodrome/contract";
import { expect, test } from "vitest";
import { sleepFlaws } from "./sleep-flaws.ts";

const rules = { days: 31, now: Date.parse("2026-11-22T12:00:00Z"), timezone: "Europe/Berlin" };
const find = (...steps: NonNullable<CycleDocumentInput["steps"]>) =>
  sleepFlaws(cycleDocument.parse({ steps }), rules).map(({ code, step, field }) => `${code} ${step} ${field}`);

test("a Wait until beyond what is kept of a run is found before any run", () => {
  const until = (value: unknown) => find({ id: "wait", type: "wait-until", until: { value } });
  expect(until("2026-12-23T12:00:00Z")).toEqual([]);
  expect(until("2026-12-23T12:00:01Z")).toEqual(["sleep_too_long wait until"]);
  // In the account's time zone.
  expect(until("2026-12-23T13:00")).toEqual([]);
  expect(until("2026-12-23T13:01")).toEqual(["sleep_too_long wait until"]);
  expect(until("2020-01-01T00:00:00Z")).toEqual([]);
  expect(until("soon")).toEqual([]);
});

test("so are such a Delay and Wait for event; what a run gives is known only then", () => {
  expect(find({ id: "pause", type: "delay", duration: { value: 31 }, unit: "days" })).toEqual([]);
  expect(find({ id: "pause", type: "delay", duration: { value: "32" }, unit: "days" })).toEqual([
    "sleep_too_long pause duration",
  ]);
  const wait = { id: "wait", type: "wait-for-event", connector: "test", method: "message", unit: "days" } as const;
  expect(find({ ...wait, timeout: { value: 31 } })).toEqual([]);
  expect(find({ ...wait, timeout: { value: 32 } })).toEqual(["sleep_too_long wait timeout"]);
  expect(find({ id: "pause", type: "delay", duration: { expression: "999999" }, unit: "days" })).toEqual([]);
  expect(find({ id: "wait", type: "wait-until", until: { step: "message", path: "date" } })).toEqual([]);
});
