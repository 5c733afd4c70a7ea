import { describe, expect, it } from "vitest";
import type { Press } from "./combination.ts";
import { meantBy } from "./keys.ts";
import { keysWith } from "./own-keys.ts";

const defaultKeys = keysWith(new Map());

const none = { code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const press = (key: string, more: Partial<Press> = {}) =>
  meantBy(defaultKeys, "builder", { ...none, key, ...more })?.act;

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

  it("groups with Ctrl+G, and takes apart with Shift as well", () => {
    expect(press("g", { ctrlKey: true })).toBe("group");
    expect(press("G", { metaKey: true, shiftKey: true })).toBe("ungroup");
    expect(press("g")).toBeUndefined();
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

  it("looks at a letter whatever Shift and Caps Lock make of it, and at other characters whatever they need", () => {
    expect(press("A")).toBe("add");
    expect(press("A", { shiftKey: true })).toBeUndefined();
    expect(press("?", { shiftKey: true, code: "Minus" })).toBe("keys");
    expect(press("1", { shiftKey: true, code: "Digit1" })).toBe("fit");
    expect(press("+", { code: "BracketRight" })).toBe("zoomIn");
    expect(press("я", { ctrlKey: true, code: "KeyZ" })).toBe("undo");
    expect(press("y", { ctrlKey: true, code: "KeyZ" })).toBe("redo");
  });

  it("leaves to a field what writes into it, and what is the field's own", () => {
    const meant = (key: string, more: Partial<Press> = {}) => {
      const { act, whileTyping } = meantBy(defaultKeys, "builder", { ...none, key, ...more }) ?? {};
      return [act, whileTyping];
    };
    expect(meant("t")).toEqual(["test", false]);
    expect(meant("Enter", { ctrlKey: true })).toEqual(["test", true]);
    expect(meant("s", { ctrlKey: true })).toEqual(["save", true]);
    expect(meant("z", { ctrlKey: true })).toEqual(["undo", false]);
  });

  it("does nothing by what is only told, and nothing by Shift alone", () => {
    expect(press("c", { ctrlKey: true })).toBeUndefined();
    expect(press("=")).toBeUndefined();
    expect(press("Shift", { shiftKey: true })).toBeUndefined();
    expect(press("Dead", { code: "Quote" })).toBeUndefined();
  });
});
