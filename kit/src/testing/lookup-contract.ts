import { describe, expect, test } from "vitest";
import type { HttpResponse } from "../http-client.ts";
import type { Choice, Lookup, LookupQuery } from "../lookup.ts";
import { type Caller, contextOf, expectResult, refusesNonsense } from "./contract-call.ts";

export interface LookupExample {
  query?: Partial<LookupQuery>;
  replies: readonly HttpResponse[];
  items: readonly Choice[];
  /** Null unless told. */
  nextCursor?: string;
}

const everything: LookupQuery = { search: "", cursor: null, limit: 50 };

export function lookupContract(name: string, lookup: Lookup, caller: Caller, examples: readonly LookupExample[]): void {
  describe(`lookup ${name}`, () => {
    test("has an example", () => {
      expect(examples.length).toBeGreaterThan(0);
    });

    test.each(examples)("lists what its example says: %j", async ({ query, replies, items, nextCursor }) => {
      const asked = { ...everything, ...query };
      const result = { items, nextCursor: nextCursor ?? null };
      await expectResult((http) => lookup.list(contextOf(caller, http), asked), { replies, result });
      expect(items.length).toBeLessThanOrEqual(asked.limit);
      const values = items.map(({ value }) => value);
      expect(new Set(values).size).toBe(values.length);
      for (const { value, label } of items) expect([value, label]).not.toContain("");
    });

    refusesNonsense((http) => lookup.list(contextOf(caller, http), { ...everything, ...examples[0]?.query }));
  });
}
