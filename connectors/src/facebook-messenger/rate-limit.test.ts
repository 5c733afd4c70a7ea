import { expect, test } from "vitest";
import { sendLimit } from "./rate-limit.ts";

const setup = {
  ...{ clientId: "12", clientSecrets: ["s"], dialogUrl: null, graphVersion: "v25.0" },
  ...{ scopes: [], configId: null, systemUser: false },
};

test.each([
  [null, true],
  ["https://graph.facebook.com", true],
  ["https://graph.facebook.com/", true],
  ["http://localhost:3001", false],
  ["https://graph.example.com", false],
  ["https://graph.facebook.com.example", false],
])("Meta's limit at %s: %s", (graphUrl, holds) => {
  expect(sendLimit.holdsFor?.({ ...setup, graphUrl })).toBe(holds);
});
