import { describe, expect, it } from "vitest";
import { suggestToken } from "./suggest-token.ts";

describe("a suggested Verify Token", () => {
  it("has 32 letters and digits and is never the same", () => {
    const [one, other] = [suggestToken(), suggestToken()];
    expect(one).toMatch(/^[a-z2-9]{32}$/);
    expect(one).not.toBe(other);
  });

  it("leaves out bytes that would make some letters likelier", () => {
    const bytes = [255, 254, 0, 1];
    const given = [Uint8Array.from(bytes), Uint8Array.from(Array.from({ length: 32 }, () => 2))];
    expect(suggestToken(() => given.shift() ?? new Uint8Array())).toBe(`ab${"c".repeat(30)}`);
  });
});
