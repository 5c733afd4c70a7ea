import { cycleDocument } from "@velodrome/contract";
import { expect, it } from "vitest";
import { differenceOf } from "./difference.ts";
import { withOnlyConnections } from "./only-connections.ts";

const only = { id: "con_01m8s43t7ceh2r03ze146frdf2", connector: "messenger" } as const;
const other = { id: "con_01m8s43t7ceh2r03ze146frdf3", connector: "messenger" } as const;
const draft = cycleDocument.parse({
  steps: [
    { id: "message", type: "trigger", connector: "messenger", method: "message" },
    { id: "wait", type: "wait-for-event", connector: "messenger", method: "message" },
    { id: "delay", type: "delay" },
  ],
});

it("finds nothing changed by the publishing itself, which names the account's only connection", () => {
  const version = withOnlyConnections(draft, [only]);
  expect(version.steps).toMatchObject([{ connection: only.id }, { connection: only.id }, { id: "delay" }]);
  expect(differenceOf(version, draft)).toHaveLength(2);
  expect(differenceOf(version, withOnlyConnections(draft, [only]))).toEqual([]);
});

it("chooses none where there are two, and leaves what is named", () => {
  expect(withOnlyConnections(draft, [only, other])).toEqual(draft);
  const named = withOnlyConnections(draft, [other]);
  expect(withOnlyConnections(named, [only])).toEqual(named);
});
