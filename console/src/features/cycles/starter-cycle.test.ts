import { canBeGiven, cycleDocument, graphFlaws, isMethodStep, reachableSteps } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { starterCycle, starters } from "./starter-cycle.ts";
import { withTriggerConnection } from "./step-connection.ts";

const connection = "con_01jd00000000000000000000aa";
const other = "con_01jd00000000000000000000ab";

describe("a first cycle", () => {
  it("is sound, and every step of it is reached", () => {
    for (const starter of starters) {
      const document = cycleDocument.parse(starterCycle(starter, connection));
      expect(graphFlaws(document)).toEqual([]);
      const steps = document.steps.filter(({ type }) => type !== "note").map(({ id }) => id);
      expect(reachableSteps(document)).toEqual(new Set(steps));
      for (const step of document.steps) if (isMethodStep(step)) expect(step).toMatchObject({ connection });
    }
  });

  it("has test data for what begins it, and only for steps whose data can be given", () => {
    for (const starter of starters) {
      const { steps, pins = {} } = cycleDocument.parse(starterCycle(starter, connection));
      const given = Object.keys(pins).map((id) => steps.find((step) => step.id === id));
      expect(given.every((step) => step !== undefined && canBeGiven(step))).toBe(true);
      expect(Object.hasOwn(pins, "message")).toBe(steps.length > 0);
    }
  });

  it("can be made before there is a connection", () => {
    const document = cycleDocument.parse(starterCycle("greeting", null));
    expect(document.steps[0]).not.toHaveProperty("connection");
  });
});

describe("choosing a trigger's connection", () => {
  const send = { type: "action", connector: "facebook-messenger", method: "send-text" } as const;
  const start = starterCycle("greeting", other);
  const document = cycleDocument.parse({
    ...start,
    steps: [
      ...(start.steps ?? []),
      { ...send, id: "same", connection: other },
      { ...send, id: "none" },
      { ...send, id: "own", connection: "con_01jd00000000000000000000ac" },
      { ...send, id: "foreign", connector: "http", method: "request", connection: other },
    ],
  });
  const chosen = withTriggerConnection(document, "message", connection);
  const connectionOf = (id: string) => chosen.steps.find((step) => step.id === id);

  it("takes the replies along that went out where the message came in", () => {
    for (const id of ["message", "same", "none"]) expect(connectionOf(id)).toMatchObject({ connection });
  });

  it("leaves other connections and other connectors alone", () => {
    expect(connectionOf("own")).toMatchObject({ connection: "con_01jd00000000000000000000ac" });
    expect(connectionOf("foreign")).toMatchObject({ connection: other });
    expect(withTriggerConnection(document, "same", connection)).toEqual(document);
  });
});
