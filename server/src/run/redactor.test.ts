import { cycleDocument, redactedText } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRedaction } from "../step/redaction.ts";
import { Redactor } from "./redactor.ts";
import { createValueSealer, maskValues, openValues } from "./sealed-values.ts";
import type { RunState, StepRow } from "./state.ts";
import { blankRow } from "./step-row.ts";

const sealer = createValueSealer(Buffer.alloc(32, 1));
const accountId = "01900000-0000-7000-8000-000000000001";
const step = { id: "a", type: "transform", expression: "1", redact: { input: ["card"], output: ["deep.card"] } };

function redactor(steps: object[] = [step], settings: object = {}): Redactor {
  const rules = compileRedaction(cycleDocument.parse({ steps, settings }));
  if (!rules) throw new Error("Nothing is masked.");
  return new Redactor(sealer, accountId, rules);
}

const place = { step: "a", path: "", startedAt: "2026-11-29T10:00:00.000Z", finishedAt: null };
const row = (over: Partial<StepRow>): StepRow => ({
  ...blankRow(place),
  number: 1,
  status: "succeeded",
  port: null,
  ...over,
});
const write = (over: { steps?: StepRow[]; state?: RunState; error?: unknown }, by = redactor()) =>
  by.redact({ state: null, attempt: null, error: null, steps: [], ...over });
const secret = "DE89 3704 0044";

describe("what is written of a run", () => {
  test("has a masked field sealed, which the run opens again and people do not", () => {
    const { steps } = write({
      steps: [row({ output: { deep: { card: secret, kind: "debit" } }, input: { card: 7 } })],
    });
    expect(JSON.stringify(steps)).not.toContain(secret);
    expect(openValues(sealer, accountId, steps[0]?.output)).toEqual({ deep: { card: secret, kind: "debit" } });
    expect(openValues(sealer, accountId, steps[0]?.input)).toEqual({ card: 7 });
    expect(maskValues(steps[0]?.output)).toEqual({ deep: { card: redactedText, kind: "debit" } });
  });

  test("has the value masked wherever the run went on to use it, in any form", () => {
    const known = row({ output: { deep: { card: secret } } });
    const address = `https://x.test/?iban=${encodeURIComponent(secret)}`;
    const later = row({
      step: "b",
      input: { text: `Yours: ${secret}.` },
      request: { url: address, body: JSON.stringify({ text: secret }) },
      response: { body: { echo: [secret] } },
      error: { code: "x", message: `Bad: ${secret}`, details: { given: secret }, attempt: 1 },
    });
    const { steps, error } = write({ steps: [known, later], error: { message: `Bad: ${secret}`, attempt: 1 } });
    expect(JSON.stringify([steps, error])).not.toMatch(/DE89.{1,3}3704/);
    expect(maskValues(steps[1]?.input)).toEqual({ text: `Yours: ${redactedText}.` });
    expect(openValues(sealer, accountId, steps[1]?.input)).toEqual({ text: `Yours: ${secret}.` });
    expect(steps[1]?.error).toMatchObject({ message: `Bad: ${redactedText}`, attempt: 1 });
  });

  test("of a short value, what was said to the application goes as a whole, and other fields stay", () => {
    const { steps } = write({
      steps: [
        row({
          input: { card: "42", n: 42 },
          request: { body: "pin=42", method: "POST" },
          error: { message: "x", attempt: 42 },
        }),
      ],
    });
    expect(steps[0]).toMatchObject({
      request: { body: redactedText, method: "POST" },
      error: { attempt: 42 },
    });
    expect(maskValues(steps[0]?.input)).toEqual({ card: redactedText, n: 42 });
  });

  test("carries no masked value in its state, and all of it back", () => {
    const set = { id: "set", type: "set-variables", redact: { output: ["card"] } };
    const state: RunState = {
      outputs: { a: { deep: { card: secret } }, b: { copy: secret } },
      variables: { card: "variable-secret", other: 1 },
      next: ["b"],
      trying: null,
      asleep: { step: "a", until: 1, startedAt: "", input: { card: secret }, output: null },
      waitingFor: { code: "c", message: `About ${secret}`, until: "", since: "", step: "b", connection: null },
    };
    const { state: written } = write({ state }, redactor([step, set]));
    expect(JSON.stringify(written)).not.toMatch(/3704|variable-secret/);
    const opened = openValues(sealer, accountId, written);
    expect(opened).toEqual({
      ...state,
      sealed: true,
      waitingFor: { ...state.waitingFor, message: `About ${redactedText}` },
    });
  });

  test("opens for its own account only, and leaves what merely looks sealed", () => {
    const { steps } = write({ steps: [row({ output: { deep: { card: secret } } })] });
    const other = "01900000-0000-7000-8000-000000000002";
    expect(JSON.stringify(openValues(sealer, other, steps))).not.toContain(secret);
    expect(openValues(sealer, accountId, { a: { $sealed: "AAAA" } })).toEqual({ a: { $sealed: "AAAA" } });
    expect(openValues(sealer, accountId, { $sealed: 1, more: [] })).toEqual({ $sealed: 1, more: [] });
  });

  test("whatever a step gives comes back as it was, and shows nothing of what is masked", () => {
    const anything = fc.jsonValue() as fc.Arbitrary<unknown>;
    const secrets = fc.string({ minLength: 8, maxLength: 20, unit: fc.constantFrom(..."QXZ7849") });
    fc.assert(
      fc.property(anything, secrets, (rest, hidden) => {
        const output = { rest, list: [{ iban: hidden }, { iban: rest }], note: `(${hidden})` };
        const by = redactor([step], { redact: ["**.iban"] });
        const { steps } = write({ steps: [row({ output })] }, by);
        // As the database gives it back.
        const [kept] = JSON.parse(JSON.stringify(steps)) as StepRow[];
        expect(JSON.stringify(maskValues(kept?.output))).not.toContain(hidden);
        expect(openValues(sealer, accountId, kept?.output)).toEqual(JSON.parse(JSON.stringify(output)));
      }),
    );
  });
});
