import jsonata from "jsonata";

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const reserved = new Set(["and", "or", "in", "true", "false", "null", "function"]);

/** One step further into data, as JSONata writes it: a name, or the place in a list. */
export function deeper(path: string, key: string | number): string {
  if (typeof key === "number") return `${path === "" ? "$" : path}[${key}]`;
  const name = plainName.test(key) && !reserved.has(key) ? key : `\`${key}\``;
  return path === "" ? name : `${path}.${name}`;
}

/** What stands at a path made of names and places in lists; undefined for any other path, or nothing there. */
export function valueAt(data: unknown, path: string): unknown {
  if (path === "" || path === "$") return data;
  const parts = path.match(/`[^`]*`|\[\d+\]|[A-Za-z_$][A-Za-z0-9_]*/g) ?? [];
  const whole = parts.reduce((text, part) => text + (part.startsWith("[") || text === "" ? part : `.${part}`), "");
  if (whole !== path) return undefined;
  let at: unknown = data;
  for (const part of parts) {
    if (part === "$") continue;
    if (typeof at !== "object" || at === null) return undefined;
    const key = part.startsWith("[") ? part.slice(1, -1) : part.replaceAll("`", "");
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

export interface ExpressionError {
  message: string;
  /** In characters from 0. */
  position: number;
}

/** What keeps an expression from being read; null when nothing does. */
export function expressionError(expression: string): ExpressionError | null {
  try {
    jsonata(expression);
    return null;
  } catch (error) {
    const { message, position } = { message: String(error), position: expression.length, ...(error as object) };
    return { message: error instanceof Error ? error.message : String(message), position: Math.max(0, position - 1) };
  }
}
