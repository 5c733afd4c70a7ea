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

it("takes them out of addresses, and leaves an error's code and people's words alone", () => {
  expect(redact({ next: "http://localhost:3001/v25.0/me/accounts?access_token=T&limit=2", code: 190 })).toEqual({
    next: "http://localhost:3001/v25.0/me/accounts?access_token=[redacted]&limit=2",
    code: 190,
  });
  expect(redact({ text: "use code=SUMMER", code: "AQ" })).toEqual({ text: "use code=SUMMER", code: "[redacted]" });
});
