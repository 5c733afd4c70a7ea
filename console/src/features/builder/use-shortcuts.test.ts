import { describe, expect, it } from "vitest";
import { shortcutOf } from "./use-shortcuts.ts";

type Pressed = Parameters<typeof shortcutOf>[0];
const press = (key: string, more: Partial<Pressed> = {}) =>
  shortcutOf({ key, code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });

describe("keys of the Builder", () => {
  it("undoes and redoes by either habit", () => {
    expect(press("z", { ctrlKey: true })).toBe("undo");
    expect(press("Z", { metaKey: true, shiftKey: true })).toBe("redo");
    expect(press("y", { ctrlKey: true })).toBe("redo");
  });

  it("switches steps off by D, and duplicates with Ctrl", () => {
    expect(press("d")).toBe("disable");
    expect(press("d", { ctrlKey: true })).toBe("duplicate");
  });

  it("tests with Ctrl and Enter, and runs for everybody only with Shift as well", () => {
    expect(press("Enter", { ctrlKey: true })).toBe("test");
    expect(press("Enter", { metaKey: true, shiftKey: true })).toBe("run");
    expect(press("t")).toBe("test");
    expect(press("T", { shiftKey: true })).toBe("runToHere");
  });

  it("looks nearer and farther, at all, at what is selected, and at its own size", () => {
    expect(["+", "-", "0", "1", "2"].map((key) => press(key))).toEqual([
      "zoomIn",
      "zoomOut",
      "ownSize",
      "fit",
      "fitSelection",
    ]);
  });

  it("tidies up by the key, whatever letter a Mac writes with it, and leaves other keys with Alt alone", () => {
    expect(press("ˇ", { altKey: true, shiftKey: true, code: "KeyT" })).toBe("tidy");
    expect(press("t", { altKey: true, code: "KeyT" })).toBeUndefined();
    expect(press("T", { altKey: true, shiftKey: true, ctrlKey: true, code: "KeyT" })).toBeUndefined();
    expect(press("z", { altKey: true, ctrlKey: true, code: "KeyZ" })).toBeUndefined();
  });

  it("means one thing by each key, and leaves combinations of others alone", () => {
    expect(press("a")).toBe("add");
    expect(press("a", { ctrlKey: true })).toBe("selectAll");
    expect(press("z")).toBeUndefined();
    expect(press("Delete", { altKey: true })).toBeUndefined();
    expect(press("c", { ctrlKey: true })).toBeUndefined();
  });
});
