import { describe, expect, it } from "vitest";
import { cycleOfFile, readCycleFile } from "./cycle-of-file.ts";
import { texts } from "./import-texts.ts";

const document = { steps: [{ id: "a", type: "stop" }], edges: [] };
const file = { velodrome: "cycle", format: 1, name: "Greeting", document };
const read = (json: unknown, name = "greeting.json") => cycleOfFile(JSON.stringify(json), name);

it("takes a file that was exported as it is", () => {
  expect(read(file)).toEqual(file);
});

it("makes a cycle of steps that were copied from the canvas, and of a document, named after its file", () => {
  expect(read({ velodrome: "steps", ...document }, "Ask for a name.json")).toEqual({ ...file, name: "Ask for a name" });
  expect(read({ ...document, settings: {} }, ".json")).toEqual({
    ...file,
    name: texts.unnamed,
    document: { ...document, settings: {} },
  });
});

describe("of what holds no cycle it is said what it is, and what to do", () => {
  it.each([
    ["nothing", "", texts.empty],
    ["blanks", " \n", texts.empty],
    ["no JSON", '{\n  "velodrome": "cycle",\n}', texts.noJson(3, 1)],
    ["a newer format", JSON.stringify({ ...file, format: 2 }), texts.otherFormat(2, 1)],
    ["no format", JSON.stringify({ ...file, format: "x" }), texts.otherFormat("x", 1)],
    ["another kind", JSON.stringify({ velodrome: "run" }), texts.otherKind("run")],
    ["n8n", JSON.stringify({ name: "x", nodes: [], connections: {} }), texts.foreign("n8n")],
    [
      "Node-RED",
      JSON.stringify([
        { id: "1", type: "tab" },
        { id: "2", wires: [[]] },
      ]),
      texts.foreign("Node-RED"),
    ],
    ["Node-RED's newer way", JSON.stringify({ flows: [{ id: "2", wires: [] }] }), texts.foreign("Node-RED")],
    ["Make", JSON.stringify({ name: "x", flow: [], metadata: {} }), texts.foreign("Make")],
    ["another product", JSON.stringify({ Steps: [] }), texts.noCycle],
    ["a list", "[]", texts.noCycle],
    ["a number", "1", texts.noCycle],
  ])("%s", (_title, text, words) => {
    expect(() => cycleOfFile(text, "x.json")).toThrow(words);
  });

  it("too much", async () => {
    const large = new File([new Uint8Array(5 * 1024 * 1024)], "x.json");
    await expect(readCycleFile(large)).rejects.toThrow(texts.tooLarge(5));
  });
});
