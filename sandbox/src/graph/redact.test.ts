import { expect, it } from "vitest";
import { redact } from "./redact.ts";

it("takes secrets out at any depth and leaves the rest", () => {
  const value = { access_token: "T", recipient: { id: "1" }, list: [{ client_secret: "S", text: "hi" }], none: null };
  expect(redact(value)).toEqual({
    access_token: "[redacted]",
    recipient: { id: "1" },
    list: [{ client_secret: "[redacted]", text: "hi" }],
    none: null,
  });
  expect(value.access_token).toBe("T");
});
