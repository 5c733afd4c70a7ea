const token =
  /([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const blank = /[ \t\n\r]*/y;

type Expected = "value" | "first item" | "key" | "first key" | "colon" | "comma" | "nothing";

const closed: Readonly<Record<string, string>> = { "}": "{", "]": "[" };

/** Reads what stands where `awaited` is; answers what is awaited next, or null where it does not belong there. */
function next(awaited: Expected, text: string, open: string[]): Expected | null {
  const done = (): Expected => (open.length === 0 ? "nothing" : "comma");
  const closes = closed[text] !== undefined && open.at(-1) === closed[text];
  if (closes && (awaited === "comma" || awaited === "first item" || awaited === "first key")) {
    open.pop();
    return done();
  }
  switch (awaited) {
    case "value":
    case "first item":
      if (text === "{" || text === "[") {
        open.push(text);
        return text === "{" ? "first key" : "first item";
      }
      return /^[\]},:]/.test(text) ? null : done();
    case "key":
    case "first key":
      return text.startsWith('"') ? "colon" : null;
    case "colon":
      return text === ":" ? "value" : null;
    case "comma":
      if (text !== ",") return null;
      return open.at(-1) === "{" ? "key" : "value";
    default:
      return null;
  }
}

/** Where a text stops being JSON, line and column from 1; null where it is JSON. Browsers tell it each in another way, or not. */
export function jsonFault(text: string): { line: number; column: number } | null {
  const open: string[] = [];
  let awaited: Expected = "value";
  let at = 0;
  const skip = () => {
    blank.lastIndex = at;
    at += blank.exec(text)?.[0].length ?? 0;
  };
  for (skip(); at < text.length; skip()) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    const then: Expected | null = found === undefined ? null : next(awaited, found, open);
    if (found === undefined || then === null) return place(text, at);
    at += found.length;
    awaited = then;
  }
  return awaited === "nothing" ? null : place(text, at);
}

function place(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
