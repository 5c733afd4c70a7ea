import { expect, it } from "vitest";
import { NoCycleFileError, readCycleFile } from "./shelve-cycle.ts";

const file = { velodrome: "cycle", format: 1, name: "Greeting", document: { steps: [], edges: [] } };

it("takes a file that was exported, with what was left out of it", () => {
  expect(readCycleFile(JSON.stringify(file))).toMatchObject({
    name: "Greeting",
    folder: null,
    tags: [],
    connections: {},
  });
});

it.each(["", "{", "[]", JSON.stringify({ ...file, format: 2 }), JSON.stringify({ ...file, velodrome: "run" })])(
  "says that %j is none",
  (text) => {
    expect(() => readCycleFile(text)).toThrow(NoCycleFileError);
  },
);
