import { describe, expect, it } from "vitest";
import { z } from "zod";
import { enteredValues, missingFields, schemaFields } from "./schema-fields.ts";

const schema = z.toJSONSchema(
  z.object({
    baseUrl: z.url().meta({ title: "Base address", description: "Where the API is" }),
    apiKey: z.string().meta({ secret: true }),
    place: z.enum(["header", "query"]).default("header"),
    retries: z.int().optional(),
    strict: z.boolean().optional(),
  }),
);

describe("a form from a JSON Schema", () => {
  const fields = schemaFields(schema);

  it("asks for what the schema names, with its words, and hides what is secret", () => {
    expect(fields.map(({ name, label, kind }) => [name, label, kind])).toEqual([
      ["baseUrl", "Base address", "url"],
      ["apiKey", "API key", "secret"],
      ["place", "Place", "choice"],
      ["retries", "Retries", "number"],
      ["strict", "Strict", "flag"],
    ]);
    expect(fields[0]?.hint).toBe("Where the API is");
  });

  it("requires what has neither a default nor leave to be absent", () => {
    expect(fields.filter(({ required }) => required).map(({ name }) => name)).toEqual(["baseUrl", "apiKey"]);
    expect(missingFields(fields, { baseUrl: " " })).toEqual(["baseUrl", "apiKey"]);
    expect(missingFields(fields, { baseUrl: "https://a.example", apiKey: "k" })).toEqual([]);
  });

  it("hands on values of the schema's own kinds, and nothing for what was left empty", () => {
    const entered = { baseUrl: " https://a.example ", apiKey: "k", retries: "3", strict: "true" };
    expect(enteredValues(fields, entered)).toEqual({
      baseUrl: "https://a.example",
      apiKey: "k",
      place: "header",
      retries: 3,
      strict: true,
    });
    expect(enteredValues(fields, {})).toEqual({ place: "header", strict: false });
  });

  it("asks for nothing where there is no schema of an object", () => {
    expect(schemaFields(null)).toEqual([]);
    expect(schemaFields({ type: "string" })).toEqual([]);
  });

  it("makes readable labels of names", () => {
    const properties = { baseUrl: {}, api_key: {}, "client-id": {}, user: {} };
    expect(schemaFields({ type: "object", properties }).map(({ label }) => label)).toEqual([
      "Base URL",
      "API key",
      "Client ID",
      "User",
    ]);
  });
});
