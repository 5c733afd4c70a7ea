import { describe, expect, it } from "vitest";
import { Faults, faultSchema } from "./faults.ts";

const fault = (value: object) => faultSchema.parse(value);

describe("Faults", () => {
  it("strikes as often as ordered, and only what matches", () => {
    const faults = new Faults();
    faults.add(fault({ match: { page: "1", edge: "messages" }, times: 2, delayMs: 5 }));
    expect(faults.take({ page: "2", edge: "messages" })).toBeNull();
    expect(faults.take({ page: "1", edge: "subscribed_apps" })).toBeNull();
    expect(faults.take({ page: "1", edge: "messages" })?.delayMs).toBe(5);
    expect(faults.take({ page: "1", edge: "messages" })?.delayMs).toBe(5);
    expect(faults.take({ page: "1", edge: "messages" })).toBeNull();
    expect(faults.list()).toEqual([]);
  });

  it("takes them in the order they were ordered and forgets them when cleared", () => {
    const faults = new Faults();
    faults.add(fault({ delayMs: 1 }));
    faults.add(fault({ delayMs: 2 }));
    expect(faults.take({ page: null, edge: "" })?.delayMs).toBe(1);
    faults.clear();
    expect(faults.take({ page: null, edge: "" })).toBeNull();
  });
});

it("refuses a fault that would do nothing", () => {
  expect(faultSchema.safeParse({ times: 3 }).success).toBe(false);
  expect(faultSchema.safeParse({ delayMs: 0 }).success).toBe(true);
  expect(faultSchema.safeParse({ error: { status: 200, code: 1 } }).success).toBe(false);
});
