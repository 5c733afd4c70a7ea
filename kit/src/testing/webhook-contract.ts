import { eventKinds } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { IncomingItem, Webhooks } from "../connector.ts";
import type { SetupValues } from "../setup-values.ts";

export interface WebhookExamples {
  /** Bodies as the application sends them, each with the number of items in it. */
  bodies: readonly { body: string; items: number }[];
  /** The headers by which the application signs a body. */
  sign(body: Buffer, clientSecret: string): Record<string, string>;
}

export function webhookContract(webhooks: Webhooks, setup: SetupValues, examples: WebhookExamples): void {
  describe("its webhooks", () => {
    splitContract(webhooks, setup, examples);
    signatureContract(webhooks, examples);

    test("refuse a verification that is none", () => {
      for (const query of [{}, { "hub.mode": "unsubscribe" }, { "hub.mode": ["subscribe"] }]) {
        expect(webhooks.handshake(query)).toEqual({ kind: "wrong_mode" });
      }
    });
  });
}

function expectWellFormed(items: readonly IncomingItem[]): void {
  expect(items.length).toBeGreaterThan(0);
  for (const item of items) {
    expect(eventKinds).toContain(item.kind);
    expect(item.lane).not.toBe("");
    expect(() => JSON.parse(item.item)).not.toThrow();
    // Bytes that are no JSON have no content by which to tell them apart.
    if (item.raw !== undefined) expect(item.identity).not.toBeNull();
    if (item.occurredAt !== null) expect(Number.isNaN(new Date(item.occurredAt).getTime())).toBe(false);
    const texts = [item.externalId, item.person, item.lane, item.identity, item.reference, item.text, item.correlation];
    for (const text of texts) expect(text ?? "").not.toContain("\0");
  }
}

function splitContract(webhooks: Webhooks, { clientId }: SetupValues, examples: WebhookExamples): void {
  const split = (body: Buffer): readonly IncomingItem[] => webhooks.split(body, { clientId });

  test.each(examples.bodies)("split $body", ({ body, items }) => {
    const split1 = split(Buffer.from(body));
    expectWellFormed(split1);
    expect(split1).toHaveLength(items);
    expect(split(Buffer.from(body))).toEqual(split1);
  });

  test.each(examples.bodies)("items of $body are for the same triggers once they are kept", ({ body }) => {
    for (const { kind, channel, item, triggers } of split(Buffer.from(body))) {
      expect(webhooks.triggersOf({ kind, channel, item: JSON.parse(item) }, { clientId })).toEqual(triggers);
    }
  });

  test("split any bytes without throwing, twice alike", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const items = split(Buffer.from(bytes));
        expectWellFormed(items);
        expect(split(Buffer.from(bytes))).toEqual(items);
      }),
    );
  });

  test("split any JSON without throwing, twice alike", () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: "binary" }), (json) => {
        const items = split(Buffer.from(json));
        expectWellFormed(items);
        expect(split(Buffer.from(json))).toEqual(items);
      }),
    );
  });

  test("split a body that is cut off or nested without end", () => {
    for (const { body } of examples.bodies) expectWellFormed(split(Buffer.from(body.slice(0, -1))));
    for (const depth of [1000, 10_000, 200_000]) {
      expectWellFormed(split(Buffer.from("[".repeat(depth) + "]".repeat(depth))));
    }
  });
}

function signatureContract(webhooks: Webhooks, examples: WebhookExamples): void {
  const bodies = examples.bodies.map(({ body }) => Buffer.from(body));
  const judge = (body: Buffer, headers: Record<string, string>, secrets: readonly string[]) =>
    webhooks.authenticate({ headers, query: {}, body }, secrets);

  test("are believed when any live secret signed them", () => {
    for (const body of bodies) {
      const headers = examples.sign(body, "old-secret");
      expect(judge(body, headers, ["old-secret"])).toBe("genuine");
      expect(judge(body, headers, ["new-secret", "old-secret"])).toBe("genuine");
    }
  });

  test("are refused unsigned, signed by somebody else, or when there is no secret", () => {
    for (const body of bodies) {
      expect(judge(body, {}, ["secret"])).toBe("no_signature");
      expect(judge(body, examples.sign(body, "other"), ["secret", ""])).toBe("wrong_signature");
      expect(judge(body, examples.sign(body, "other"), [])).toBe("wrong_signature");
    }
  });

  test("are refused when one byte of body or signature differs", () => {
    const position = fc.record({ at: fc.nat(), bit: fc.integer({ min: 0, max: 7 }) });
    fc.assert(
      fc.property(fc.constantFrom(...bodies), position, (body, { at, bit }) => {
        const tampered = Buffer.from(body);
        const index = at % tampered.length;
        tampered.writeUInt8(tampered.readUInt8(index) ^ (1 << bit), index);
        expect(judge(tampered, examples.sign(body, "secret"), ["secret"])).toBe("wrong_signature");
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.string(), (body, garbage) => {
        for (const [name, value] of Object.entries(examples.sign(body, "secret"))) {
          expect(judge(body, { [name]: `${value}${garbage}x` }, ["secret"])).toBe("wrong_signature");
          expect(judge(body, { [name]: `${value.slice(0, -1)}x` }, ["secret"])).toBe("wrong_signature");
        }
      }),
    );
  });
}
