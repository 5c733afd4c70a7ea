import { expect, test } from "vitest";
import { cycleDocument } from "./cycle-document.ts";
import { graphFlaws } from "./cycle-graph.ts";

const steps = [
  { id: "message", type: "trigger", connector: "test", method: "message" },
  { id: "outer", type: "for-each" },
  { id: "inner", type: "for-each" },
  ...["a", "b", "after"].map((id) => ({ id, type: "transform" })),
] as const;

/** Edges as `from:port>to`. */
function flaws(...edges: string[]) {
  const parsed = edges.map((text) => {
    const [, from = "", port, to = ""] = /^(\w+)(?::(\w+))?>(\w+)$/.exec(text) ?? [];
    return { from, to, ...(port && { port }) };
  });
  return graphFlaws(cycleDocument.parse({ steps, edges: parsed })).map(({ code, step }) => `${code} ${step}`);
}

const sound = ["message>outer", "outer:item>inner", "inner:item>a", "inner>b", "outer>after"];

test("For eaches may stand in each other, with an error port and ways that meet again inside", () => {
  expect(flaws(...sound)).toEqual([]);
  expect(flaws(...sound, "a:error>gone")).toEqual(["edge_unknown_step a"]);
  expect(flaws("message>outer", "outer:item>a", "a>b", "a:error>b", "outer:error>after", "outer>after")).toEqual([]);
});

test("nothing but its port leads into what a For each does for its items", () => {
  expect(flaws(...sound, "outer>b")).toEqual(["edge_into_for_each outer"]);
  expect(flaws(...sound, "message>a")).toEqual(["edge_into_for_each message"]);
  expect(flaws(...sound, "a>b")).toEqual(["edge_into_for_each inner"]);
  expect(flaws(...sound, "b>after")).toEqual(["edge_into_for_each outer"]);
  expect(flaws(...sound, "outer:error>inner")).toEqual(["edge_into_for_each outer"]);
});

test("a body that leads back to its For each is a loop, and said to be one only", () => {
  expect(flaws("message>outer", "outer:item>a", "a>outer")).toEqual([expect.stringContaining("cycle_in_graph")]);
});

test("a For each has a way out by `item`, one without a name, and `error`", () => {
  expect(flaws("message>outer", "outer:true>a")).toEqual(["port_unknown outer"]);
});

test("an edge by a port that is not there is told which there are, no port among them", () => {
  const said = (from: string, port?: string) =>
    graphFlaws(cycleDocument.parse({ steps, edges: [{ from, to: "a", ...(port && { port }) }] }))
      .filter(({ code }) => code === "port_unknown")
      .map(({ message }) => message);
  expect(said("message", "true")).toEqual([
    'An edge leaves "message" by the port "true", which it does not have. It takes none, which is the way on.',
  ]);
  expect(said("outer", "true")).toEqual([
    'An edge leaves "outer" by the port "true", which it does not have. It takes none, which is the way on, "item", "error".',
  ]);
});

test("a Wait for event has a way out for the event, one for no event, and `error`", () => {
  const wait = { id: "wait", type: "wait-for-event", connector: "test", method: "message" } as const;
  const leaves = (port?: string) =>
    graphFlaws(
      cycleDocument.parse({ steps: [...steps, wait], edges: [{ from: "wait", to: "a", ...(port && { port }) }] }),
    );
  for (const port of ["event", "timeout", "error"]) expect(leaves(port)).toEqual([]);
  expect(leaves().map(({ code }) => code)).toEqual(["port_unknown"]);
});
