import { expect, test } from "vitest";
import { z } from "zod";
import { readProperties } from "./connection-properties.ts";

test("what a connector asks for besides credentials is refused in one line, each field by its name", () => {
  const connector = { title: "Shop", properties: z.object({ region: z.string(), port: z.number().max(65_535) }) };
  expect(readProperties(connector, { region: "eu", port: 80 })).toEqual({ region: "eu", port: 80 });
  expect(() => readProperties(connector, { port: 70_000 })).toThrow(
    /^Shop needs other properties: region: it is missing; port: it may be at most 65535\.$/,
  );
});
