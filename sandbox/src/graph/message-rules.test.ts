import { describe, expect, it } from "vitest";
import { GraphError } from "./error.ts";
import { checkSend } from "./message-rules.ts";
import type { Params } from "./params.ts";

const recipient = { id: "7001" };
const text = (length: number) => "é".repeat(length);
const reply = { content_type: "text", title: "Red", payload: "R" };
const template = (payload: Params) => ({ attachment: { type: "template", payload } });
const button = { type: "postback", title: "Go", payload: "GO" };

function refusal(params: Params): { code: number; subcode?: number | undefined } | "accepted" {
  try {
    checkSend(params);
    return "accepted";
  } catch (cause) {
    if (!(cause instanceof GraphError)) throw cause;
    const { code, subcode } = cause.problem;
    return subcode === undefined ? { code } : { code, subcode };
  }
}

const bad = { code: 100 };

describe("checkSend refuses", () => {
  const message = { text: "hi" };
  it.each<[string, Params, object]>([
    ["no recipient", { message }, bad],
    ["an empty recipient", { recipient: {}, message }, bad],
    ["a recipient of two kinds", { recipient: { id: "1", user_ref: "2" }, message }, bad],
    ["a recipient that is text, not JSON", { recipient: "7001", message }, bad],
    ["neither message nor action", { recipient }, bad],
    ["message and action together", { recipient, message, sender_action: "typing_on" }, { ...bad, subcode: 2_018_014 }],
    ["an unknown action", { recipient, sender_action: "wave" }, bad],
    ["an empty text", { recipient, message: { text: "" } }, { ...bad, subcode: 2_018_034 }],
    ["an empty message", { recipient, message: {} }, { ...bad, subcode: 2_018_034 }],
    ["2001 characters", { recipient, message: { text: text(2001) } }, bad],
    ["a text that is a number", { recipient, message: { text: 5 } }, bad],
    ["text beside an attachment", { recipient, message: { text: "a", attachment: {} } }, bad],
    ["14 quick replies", { recipient, message: { text: "a", quick_replies: Array(14).fill(reply) } }, bad],
    [
      "a quick reply without title",
      { recipient, message: { text: "a", quick_replies: [{ content_type: "text" }] } },
      bad,
    ],
    [
      "a location quick reply",
      { recipient, message: { text: "a", quick_replies: [{ content_type: "location" }] } },
      bad,
    ],
    ["metadata of 1000 characters", { recipient, message: { text: "a", metadata: text(1000) } }, bad],
    ["an unknown messaging type", { recipient, message, messaging_type: "PROMO" }, bad],
    ["a tag that died", { recipient, message, messaging_type: "MESSAGE_TAG", tag: "ACCOUNT_UPDATE" }, bad],
    ["MESSAGE_TAG without tag", { recipient, message, messaging_type: "MESSAGE_TAG" }, bad],
    ["UTILITY without template", { recipient, message, messaging_type: "UTILITY" }, bad],
    ["an attachment of unknown type", { recipient, message: { attachment: { type: "gif", payload: {} } } }, bad],
    ["an attachment without address", { recipient, message: { attachment: { type: "image", payload: {} } } }, bad],
    [
      "a generic template without elements",
      { recipient, message: template({ template_type: "generic", elements: [] }) },
      bad,
    ],
    [
      "a card with a title only",
      { recipient, message: template({ template_type: "generic", elements: [{ title: "a" }] }) },
      bad,
    ],
    [
      "a button template without buttons",
      { recipient, message: template({ template_type: "button", text: "a" }) },
      bad,
    ],
    [
      "four buttons",
      { recipient, message: template({ template_type: "button", text: "a", buttons: Array(4).fill(button) }) },
      bad,
    ],
    [
      "a postback without payload",
      {
        recipient,
        message: template({ template_type: "button", text: "a", buttons: [{ type: "postback", title: "Go" }] }),
      },
      bad,
    ],
  ])("%s", (_what, params, problem) => {
    expect(refusal(params)).toEqual(problem);
  });
});

describe("checkSend accepts", () => {
  it.each<[string, Params]>([
    ["2000 characters", { recipient, message: { text: text(2000) } }],
    ["2000 emoji, which are twice as many UTF-16 units", { recipient, message: { text: "😀".repeat(2000) } }],
    ["13 quick replies", { recipient, message: { text: "a", quick_replies: Array(13).fill(reply) } }],
    ["an e-mail quick reply", { recipient, message: { text: "a", quick_replies: [{ content_type: "user_email" }] } }],
    ["metadata of 999 characters", { recipient, message: { text: "a", metadata: text(999) } }],
    ["nested objects as JSON text", { recipient: '{"id":"7001"}', message: '{"text":"hi"}' }],
    [
      "the same button template",
      { recipient, message: template({ template_type: "button", text: "a", buttons: [button] }) },
    ],
    ["a template it does not look into", { recipient, message: template({ template_type: "receipt" }) }],
    [
      "an image by address",
      { recipient, message: { attachment: { type: "image", payload: { url: "https://e.com/a.png" } } } },
    ],
  ])("%s", (_what, params) => {
    expect(refusal(params)).toBe("accepted");
  });

  it("an action in capitals, as the SDKs write it", () => {
    expect(checkSend({ recipient, sender_action: "TYPING_ON" })).toEqual({
      psid: "7001",
      kind: "action",
      action: "typing_on",
    });
  });

  it("a human agent for 7 days, everybody else for 24 hours", () => {
    const tagged = { recipient, message: { text: "a" }, messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" };
    expect(checkSend(tagged)).toMatchObject({ windowMs: 7 * 86_400_000 });
    expect(checkSend({ recipient, message: { text: "a" } })).toMatchObject({ windowMs: 86_400_000 });
  });
});
