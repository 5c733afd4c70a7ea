import type { Connector } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { type NewConnection, newConnectionProblems, toCreate, verifyTokenPlace } from "./new-connection.ts";

const setup: Connector["setup"] = {
  need: "required",
  graphVersion: "v25.0",
  versions: [{ version: "v25.0", until: null }],
  scopes: [],
};
const messenger = { name: "facebook-messenger", properties: { type: "object", properties: {} }, setup };
const http = {
  name: "http",
  properties: { type: "object", properties: { baseUrl: { type: "string", format: "uri" } }, required: ["baseUrl"] },
  setup: { ...setup, need: "none" as const, versions: [] },
};
const setups = [
  { id: "set_a", hasVerifyToken: true, asks: [] },
  { id: "set_b", hasVerifyToken: false, asks: [] },
  { id: "set_c", hasVerifyToken: true, asks: ["clientId" as const, "clientSecret" as const] },
];
const draft: NewConnection = { name: " Acme Page ", setup: "set_a", verifyToken: "", app: {}, properties: {} };

describe("a new connection", () => {
  it("is asked for a Verify Token only where its Setup has none, and may override the Setup's", () => {
    expect(verifyTokenPlace(messenger, setups, "set_a")).toBe("override");
    expect(verifyTokenPlace(messenger, setups, "set_b")).toBe("needed");
    expect(verifyTokenPlace(messenger, setups, null)).toBe("none");
    expect(verifyTokenPlace(http, setups, "set_b")).toBe("none");
  });

  it("says what is missing, field by field", () => {
    expect(newConnectionProblems(messenger, setups, draft)).toEqual({});
    expect(Object.keys(newConnectionProblems(messenger, setups, { ...draft, name: " ", setup: "set_b" }))).toEqual([
      "name",
      "verifyToken",
    ]);
    expect(Object.keys(newConnectionProblems(http, [], { ...draft, setup: null }))).toEqual(["baseUrl"]);
  });

  it("sends what was entered, trimmed, and nothing that was left empty", () => {
    expect(toCreate(messenger, setups, draft)).toEqual({
      connector: "facebook-messenger",
      name: "Acme Page",
      setup: "set_a",
    });
    expect(toCreate(messenger, setups, { ...draft, verifyToken: " word " }).properties).toEqual({
      verifyToken: "word",
    });
    const given = { ...draft, setup: null, properties: { baseUrl: "https://api.example" } };
    expect(toCreate(http, setups, given)).toEqual({
      connector: "http",
      name: "Acme Page",
      properties: { baseUrl: "https://api.example" },
    });
  });

  it("brings an app of its own where its Setup leaves that empty", () => {
    const brings = { ...draft, setup: "set_c", app: { clientId: " 77 ", clientSecret: "" } };
    expect(Object.keys(newConnectionProblems(messenger, setups, brings))).toEqual(["clientSecret"]);
    const whole = { ...brings, app: { clientId: " 77 ", clientSecret: "s" } };
    expect(newConnectionProblems(messenger, setups, whole)).toEqual({});
    expect(toCreate(messenger, setups, whole).properties).toEqual({ clientId: "77", clientSecret: "s" });
    expect(toCreate(messenger, setups, { ...whole, setup: "set_a" }).properties).toBeUndefined();
  });
});
