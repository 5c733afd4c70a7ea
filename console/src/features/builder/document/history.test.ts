import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { act, beginHistory, closeAct, goBack, type History, redo, undo } from "./history.ts";

const times = <T>(count: number, change: (state: T) => T, state: T): T =>
  Array.from({ length: count }).reduce<T>((now) => change(now), state);

describe("a history", () => {
  it("takes back as many acts as there were, to the very beginning, and does them all again", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1 })), (states) => {
        const done = states.reduce((history, state, at) => act(history, `act ${at}`, state), beginHistory(0));
        const count = done.past.length;
        const taken = times(count, undo, done);
        expect(taken.present).toBe(0);
        expect(undo(taken)).toBe(taken);
        expect(times(count, redo, taken)).toEqual(done);
        expect(goBack(done, count)).toEqual(taken);
        expect(goBack(taken, -count)).toEqual(done);
        expect(goBack(done, count + 3)).toEqual(taken);
      }),
    );
  });

  it("names what would be undone and redone", () => {
    const done = act(act(beginHistory("a"), "first", "b"), "second", "c");
    expect(done.past.at(-1)?.label).toBe("second");
    expect(undo(done).future[0]?.label).toBe("second");
    expect(undo(done).past.at(-1)?.label).toBe("first");
  });

  it("lets the letters of a word be one act, until another begins or this one is closed", () => {
    const typed = ["h", "hi"].reduce((history, text) => act(history, "Type", text, "name"), beginHistory(""));
    expect(typed.past).toHaveLength(1);
    expect(undo(typed).present).toBe("");
    expect(act(typed, "Type", "hi there", "other").past).toHaveLength(2);
    expect(act(closeAct(typed), "Type", "hi there", "name").past).toHaveLength(2);
  });

  it("begins a new act when something was taken back in between", () => {
    const typed = act(act(beginHistory(""), "Add", "x"), "Type", "xy", "name");
    const again = act(undo(act(typed, "More", "z")), "Type", "xyz", "name");
    expect(again.past.map(({ label }) => label)).toEqual(["Add", "Type", "Type"]);
    expect(again.future).toEqual([]);
  });

  it("does not count what changes nothing", () => {
    const history: History<string> = beginHistory("a");
    expect(act(history, "Nothing", "a")).toBe(history);
  });
});
