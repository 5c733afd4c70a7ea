import { describe, expect, test } from "vitest";
import { limitsAtAll, TooLong } from "./effort.ts";
import { parseJsonata, runJsonata } from "./jsonata-engine.ts";

const within = (over: Partial<typeof limitsAtAll>) => ({ ...limitsAtAll, ...over });
function stopOf(text: string, limits: typeof limitsAtAll): unknown {
  try {
    return runJsonata(parseJsonata(text), { input: {} }, true, limits);
  } catch (error: unknown) {
    return error;
  }
}

describe("an evaluation that is stopped is left where it is, and rejects nothing on its way", () => {
  test.each([
    ["at its steps", "$map([1..700], function($i) { $string($i) })", within({ steps: 200 })],
    ["in what it evaluates itself", "$eval('$map([1..700], function($i) { $string($i) })')", within({ steps: 200 })],
    ["at a long text", "$map([1..700], function($i) { 'a' & $pad('x', 200) })", within({ letters: 100 })],
  ])("%s", (_, text, limits) => {
    const error = stopOf(text, limits);
    expect(error).toBeInstanceOf(TooLong);
    // JSONata notes its place in every error that passes through it.
    expect(Object.keys(error as TooLong)).toEqual([]);
  });

  test("the next one is not concerned", () => {
    stopOf("$map([1..700], function($i) { $string($i) })", within({ steps: 200 }));
    expect(runJsonata(parseJsonata("$sum([1, 2])"), { input: {} }, false, limitsAtAll)).toBe(3);
  });
});
