import { describe, expect, it } from "vitest";
import { actIds } from "./acts.ts";
import { combinationOf, type Press } from "./combination.ts";
import { holderOf, isChanged, keysWith, readOwnKeys, withDefaults, withKeys, writeOwnKeys } from "./own-keys.ts";
import { refusalOf } from "./refusal.ts";
import { wordsOf } from "./words-of.ts";

const none = readOwnKeys(null);
const defaultKeys = keysWith(none);
const pressed = (key: string, more: Partial<Press> = {}) =>
  combinationOf({ key, code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });

describe("keys as they come", () => {
  it("have no two acts that mean the same key at one place", () => {
    expect(actIds.filter((id) => isChanged(defaultKeys, id))).toEqual([]);
  });

  it("have words for every act, each its own", () => {
    const words = actIds.filter((id) => id !== "builder.keys").map(wordsOf);
    expect(words).not.toContain("");
    expect(actIds.filter((id) => wordsOf(id) === id)).toEqual([]);
  });
});

describe("a combination that was pressed", () => {
  it("is written in one way, whatever order it is held in and whatever machine it is", () => {
    expect(pressed("z", { metaKey: true, shiftKey: true })).toBe("Ctrl+Shift+Z");
    expect(pressed("+", { ctrlKey: true })).toBe("Ctrl++");
    expect(pressed("Ω", { altKey: true, code: "KeyZ" })).toBe("Alt+Z");
    expect(pressed("!", { altKey: true, shiftKey: true, code: "Digit1" })).toBe("Shift+Alt+1");
    expect(pressed("F2", { shiftKey: true })).toBe("Shift+F2");
    expect(pressed("ß")).toBe("ß");
  });

  it.each([
    ["Ctrl+W", "browser"],
    ["F5", "browser"],
    ["Ctrl+Tab", "moves"],
    ["Shift+ArrowUp", "moves"],
    ["Space", "moves"],
    ["Escape", "everywhere"],
    ["Shift+Enter", "everywhere"],
    ["Ctrl+Alt+Q", "writes"],
    ["ctrl+z", "unknown"],
    ["Ctrl+Enter", undefined],
    ["Ctrl+U", undefined],
    ["+", undefined],
  ])("%s is refused for %s", (combination, refusal) => {
    expect(refusalOf("builder.undo", combination)).toBe(refusal);
  });

  it("is a single key where it comes second", () => {
    expect(refusalOf("go.runs", "Ctrl+U")).toBe("second");
    expect(refusalOf("go.runs", "U")).toBeUndefined();
  });
});

describe("own keys", () => {
  it("take the place of those an act came with, and only they are kept", () => {
    const own = withKeys(none, "builder.undo", ["Ctrl+U"]);
    expect(keysWith(own).get("builder.undo")).toEqual(["Ctrl+U"]);
    expect(writeOwnKeys(own)).toBe('{"builder.undo":["Ctrl+U"]}');
    expect(readOwnKeys(writeOwnKeys(own))).toEqual(own);
    expect(withKeys(own, "builder.undo", ["Ctrl+Z"])).toEqual(none);
  });

  it("meet only where both are meant by a key", () => {
    expect(holderOf(defaultKeys, "builder.add", "D")).toBe("builder.disable");
    expect(holderOf(defaultKeys, "builder.add", "Ctrl+K")).toBe("console.palette");
    expect(holderOf(defaultKeys, "console.palette", "Ctrl+D")).toBe("builder.duplicate");
    expect(holderOf(defaultKeys, "builder.add", "Ctrl+C")).toBe("builder.clipboard");
    expect(holderOf(defaultKeys, "builder.add", "/")).toBeUndefined();
    expect(holderOf(defaultKeys, "builder.add", "J")).toBeUndefined();
    expect(holderOf(defaultKeys, "go.runs", "G")).toBeUndefined();
    expect(holderOf(defaultKeys, "builder.add", "A")).toBeUndefined();
  });

  it("are taken from whoever has them, and go back to it", () => {
    const own = withKeys(none, "builder.add", ["A", "Ctrl+Y"]);
    expect(keysWith(own).get("builder.redo")).toEqual(["Ctrl+Shift+Z"]);
    const back = withDefaults(own, ["builder.redo"]);
    expect(keysWith(back).get("builder.redo")).toEqual(["Ctrl+Shift+Z", "Ctrl+Y"]);
    expect(back).toEqual(none);
  });

  it("can be none, and all are as they came after a reset", () => {
    const own = withKeys(withKeys(none, "builder.undo", []), "console.palette", ["Ctrl+D"]);
    expect(keysWith(own).get("builder.undo")).toEqual([]);
    expect(keysWith(own).get("builder.duplicate")).toEqual([]);
    expect(withDefaults(own, actIds)).toEqual(none);
  });

  it("hold against what comes to mean the same, and of two that were kept with one key one has it", () => {
    const own = readOwnKeys('{"builder.add":["D"],"builder.view":["D","V"]}');
    expect(keysWith(own).get("builder.add")).toEqual(["D"]);
    expect(keysWith(own).get("builder.view")).toEqual(["V"]);
    expect(keysWith(own).get("builder.disable")).toEqual([]);
    expect(isChanged(keysWith(own), "builder.disable")).toBe(true);
  });

  it.each([
    ["", "nothing"],
    ["{", "what is cut off"],
    ["null", "nothing at all"],
    ["7", "a number"],
    ['["builder.undo"]', "a list"],
    ['{"builder.gone":["A"]}', "an act that is gone"],
    ['{"constructor":["Q"],"builder.__proto__":["Q"]}', "what only looks like an act"],
    ['{"builder.enter":["Q"]}', "keys that cannot be changed"],
    ['{"builder.undo":"Ctrl+U"}', "no list"],
    ['{"builder.undo":[7]}', "no keys"],
    ['{"builder.undo":["Ctrl+W"]}', "keys of the browser"],
  ])("are as they came when %s is kept: %s", (kept) => {
    expect(readOwnKeys(kept)).toEqual(none);
  });
});
