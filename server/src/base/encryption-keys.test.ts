import { describe, expect, test } from "vitest";
import { generateEncryptionKey, parseEncryptionKeys } from "./encryption-keys.ts";

const zeros = Buffer.alloc(32).toString("base64");

describe("encryption keys", () => {
  test("are read newest first", () => {
    const keys = parseEncryptionKeys(`b:${zeros}, ${generateEncryptionKey("a")}`);
    expect(keys.map((key) => key.id)).toEqual(["b", "a"]);
    expect(keys[0].key).toEqual(Buffer.alloc(32));
  });

  test.each([
    ["", "entry 1 is not id:base64"],
    [zeros, "entry 1 is not id:base64"],
    [`a:${zeros},b`, "entry 2 is not id:base64"],
    ["a:c2hvcnQ=", "the key a has 5 bytes instead of 32"],
    [`a:${zeros},a:${zeros}`, "the id a stands there twice"],
  ])("refuse %j", (text, problem) => {
    expect(() => parseEncryptionKeys(text)).toThrow(problem);
  });
});
