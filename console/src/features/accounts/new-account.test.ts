import { expect, it } from "vitest";
import { readNewAccount } from "./new-account.ts";

const draft = { name: " Acme ", externalId: "", contactEmail: "" };

it("needs a name only, and sends nothing that was left empty", () => {
  expect(readNewAccount(draft, "Europe/Berlin").account).toEqual({ name: "Acme", timezone: "Europe/Berlin" });
});

it("takes the partner's own id and a contact", () => {
  const given = { ...draft, externalId: "acme", contactEmail: " ada@example.com " };
  expect(readNewAccount(given, "UTC").account).toMatchObject({ externalId: "acme", contactEmail: "ada@example.com" });
});

it("says field by field what is wrong", () => {
  const { problems } = readNewAccount({ name: " ", externalId: "a b", contactEmail: "ada" }, "UTC");
  expect(Object.keys(problems ?? {})).toEqual(["name", "externalId", "contactEmail"]);
});
