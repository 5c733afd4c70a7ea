import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { webhooks } from "./webhooks.ts";

function signed(body: Buffer, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

function judge(body: Buffer, header: string | string[] | undefined, secrets: readonly string[]): string {
  return webhooks.authenticate({ headers: { "x-hub-signature-256": header }, query: {}, body }, secrets);
}

const body = Buffer.from(String.raw`{"text":"\u00e4 \/ caf\u00e9"}`);

describe("signature", () => {
  test("counts over the bytes as sent, whatever they mean", () => {
    expect(judge(body, signed(body, "s"), ["s"])).toBe("genuine");
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
    expect(judge(rewritten, signed(body, "s"), ["s"])).toBe("wrong_signature");
    const notUtf8 = Buffer.from([0xff, 0x00, 0xfe]);
    expect(judge(notUtf8, signed(notUtf8, "s"), ["s"])).toBe("genuine");
  });

  test("any live secret may have made it, an empty one never", () => {
    expect(judge(body, signed(body, "old"), ["new", "old"])).toBe("genuine");
    expect(judge(body, signed(body, ""), ["", "new"])).toBe("wrong_signature");
  });

  const good = signed(body, "s");
  test.each([undefined, ""])("%j is none", (header) => {
    expect(judge(body, header, ["s"])).toBe("no_signature");
  });

  test.each([
    ["sha1 of the past", good.replace("sha256", "sha1")],
    ["no prefix", good.slice("sha256=".length)],
    ["too short", good.slice(0, -2)],
    ["too long", `${good}00`],
    ["no hex", `sha256=${"z".repeat(64)}`],
    ["half hex", `sha256=${"a".repeat(62)}zz`],
    ["twice", [good, good]],
  ])("%s is wrong", (_, header) => {
    expect(judge(body, header, ["s"])).toBe("wrong_signature");
  });
});

describe("handshake", () => {
  test("is none without a challenge to answer", () => {
    const query = { "hub.mode": "subscribe", "hub.verify_token": "t" };
    expect(webhooks.handshake(query)).toEqual({ kind: "wrong_mode" });
    expect(webhooks.handshake({ ...query, "hub.challenge": ["1", "2"] })).toEqual({ kind: "wrong_mode" });
  });

  test("gives the token to check and the challenge to answer", () => {
    const query = { "hub.challenge": "1158201444", "hub.verify_token": "t", "hub.mode": "subscribe", other: "kept" };
    expect(webhooks.handshake(query)).toEqual({ kind: "challenge", verifyToken: "t", answer: "1158201444" });
  });

  test("a token that is missing or given twice is empty, which no token equals", () => {
    const query = { "hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": ["a", "b"] };
    expect(webhooks.handshake(query)).toEqual({ kind: "challenge", verifyToken: "", answer: "1" });
  });

  test.each([{}, { "hub.mode": "unsubscribe" }, { hub_mode: "subscribe" }])("%j is no verification", (query) => {
    expect(webhooks.handshake(query)).toEqual({ kind: "wrong_mode" });
  });
});
