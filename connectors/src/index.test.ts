import { expect, test } from "vitest";
import { connectors } from "./index.ts";

test("the list names every connector by its own name", () => {
  expect([...connectors.keys()]).toContain("facebook-messenger");
  for (const [name, connector] of connectors) expect(connector.name).toBe(name);
});
