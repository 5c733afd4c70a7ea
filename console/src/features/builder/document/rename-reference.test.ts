import { sourcesOf, type Step } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDocument } from "../../../testing/any-document.ts";
import { mapSources } from "./map-sources.ts";
import { renameInExpression, renameReferences } from "./rename-reference.ts";

const renames = new Map([
  ["message", "message2"],
  ["reply", "reply7"],
]);
const renamed = (expression: string) => renameInExpression(expression, renames);

describe("renaming steps in expressions", () => {
  it.each([
    ["message.text", "message2.text"],
    ["message.message.text", "message2.message.text"],
    ["$uppercase(message.text) & reply.messageId", "$uppercase(message2.text) & reply7.messageId"],
    ["message.items[reply = 1].name", "message2.items[reply = 1].name"],
    ['"message" & message', '"message" & message2'],
    ["{ 'message': message.text }", "{ 'message': message2.text }"],
    ["`message`.text", "`message2`.text"],
    ["/* message */ message ? reply : messages", "/* message */ message2 ? reply7 : messages"],
    ["other.message", "other.message"],
    ["message.", "message."],
  ])("makes %s into %s", (before, after) => expect(renamed(before)).toBe(after));

  it("renames in templates, mapped fields and conditions alike, and leaves values alone", () => {
    const step: Step = {
      id: "send",
      type: "action",
      connector: "test",
      method: "send",
      input: {
        a: { template: "message {{ message.text }} and {{ reply.id }}" },
        b: { step: "message", path: "message.text" },
        c: { value: { step: "message", path: "x" } },
        d: { variable: "message" },
        e: { template: "broken {{ message" },
      },
    };
    expect(renameReferences(step, renames)).toEqual({
      ...step,
      input: {
        a: { template: "message {{ message2.text }} and {{ reply7.id }}" },
        b: { step: "message2", path: "message.text" },
        c: { value: { step: "message", path: "x" } },
        d: { variable: "message" },
        e: { template: "broken {{ message" },
      },
    });
  });

  it("comes by every source that the contract knows of a step, and by no other", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        for (const step of document.steps) {
          const met: unknown[] = [];
          const same = mapSources(step, (source) => {
            met.push(source);
            return source;
          });
          expect(same).toEqual(step);
          expect(met).toEqual(sourcesOf(step).map(({ source }) => source));
        }
      }),
    );
  });
});
