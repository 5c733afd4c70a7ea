import { invalid } from "./error.ts";

export type Params = Readonly<Record<string, unknown>>;

/** Query and body as one bag; the body wins. Both form and JSON bodies are understood, as at Meta. */
export function readParams(query: URLSearchParams, contentType: string, body: string): Params {
  return { ...Object.fromEntries(query), ...readBody(contentType, body) };
}

function readBody(contentType: string, body: string): Params {
  if (body.trim() === "") return {};
  if (contentType.startsWith("application/x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(body));
  if (contentType.startsWith("application/json")) return asObject(parse(body, "The request body"), "The request body");
  throw invalid(`The content type "${contentType}" is not understood: send a query string, a form or JSON`);
}

export function text(params: Params, name: string): string | undefined {
  const value = params[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw invalid(`Param ${name} must be a string`);
}

/** In a query or form nested objects come as JSON text. */
export function object(params: Params, name: string): Params | undefined {
  const value = params[name];
  if (value === undefined || value === null || value === "") return undefined;
  const label = `Param ${name}`;
  return asObject(typeof value === "string" ? parse(value, label) : value, label);
}

/** A list: a JSON array, JSON text of one, or names with commas between. */
export function list(params: Params, name: string): string[] | undefined {
  const value = params[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string" && !value.startsWith("[")) {
    return value
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
  }
  const items = typeof value === "string" ? parse(value, `Param ${name}`) : value;
  if (Array.isArray(items) && items.every((item) => typeof item === "string")) return items;
  throw invalid(`Param ${name} must be a list of strings`);
}

export function isObject(value: unknown): value is Params {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asObject(value: unknown, label: string): Params {
  if (isObject(value)) return value;
  throw invalid(`${label} must be a JSON object`);
}

function parse(json: string, label: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid(`${label} must be valid JSON`);
  }
}
