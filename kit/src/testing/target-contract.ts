import { describe, expect, test } from "vitest";
import type { TargetActs } from "../connector.ts";
import type { HttpClient, HttpResponse } from "../http-client.ts";
import { type Caller, contextOf, expectResult, type Recorded, refusesNonsense, secretsOf } from "./contract-call.ts";
import { recordedHttp } from "./recorded-http.ts";

export interface TargetExamples {
  identify: readonly Recorded<{ externalId: string; name: string | null }>[];
  /** Replies that confirm it. */
  subscribe: readonly HttpResponse[];
  unsubscribe: readonly HttpResponse[];
  readSubscription: readonly Recorded<readonly string[] | null>[];
}

export function targetContract(
  target: TargetActs,
  caller: Caller,
  methods: readonly string[],
  examples: TargetExamples,
): void {
  const acts: Readonly<Record<string, (http: HttpClient) => Promise<unknown>>> = {
    identify: (http) => target.identify(contextOf(caller, http)),
    subscribe: (http) => target.subscribe(contextOf(caller, http), target.fields),
    unsubscribe: (http) => target.unsubscribe(contextOf(caller, http)),
    "reading its subscription": (http) => target.readSubscription(contextOf(caller, http)),
  };

  describe("its target", () => {
    test.each(examples.identify)("is identified: %j", (example) =>
      expectResult((http) => target.identify(contextOf(caller, http)), example),
    );
    test.each(examples.readSubscription)("tells its subscription: %j", (example) =>
      expectResult((http) => target.readSubscription(contextOf(caller, http)), example),
    );

    test("is subscribed with every field by name, and unsubscribed", async () => {
      const http = recordedHttp(examples.subscribe);
      await target.subscribe(contextOf(caller, http), ["one_field", "other_field"]);
      for (const field of ["one_field", "other_field"]) expect(JSON.stringify(http.requests)).toContain(field);
      await target.unsubscribe(contextOf(caller, recordedHttp(examples.unsubscribe)));
    });

    for (const [what, act] of Object.entries(acts)) {
      describe(what, () => {
        test("puts no secret into an address", async () => {
          const ok = { status: 200, headers: {}, body: {} };
          const http = recordedHttp([ok, ok, ok]);
          // Whether it takes this answer is not the question.
          await Promise.allSettled([act(http)]);
          for (const { url } of http.requests)
            for (const secret of secretsOf(caller)) expect(url).not.toContain(secret);
        });
        refusesNonsense(act);
      });
    }

    test("has an address for people, and each field once", () => {
      expect(target.contactUrl("123", null)).toMatch(/^https?:\/\/.*123/);
      expect(target.contactUrl("123", "http://stand-in.test/")).toMatch(/^http:\/\/stand-in\.test\/[^/].*123/);
      expect(new Set(target.fields).size).toBe(target.fields.length);
      expect(target.fieldsOf([])).toEqual([]);
      const all = [...target.fields, ...target.fieldsOf([...methods, ...methods])];
      expect(new Set(all).size).toBe(all.length);
    });
  });
}
