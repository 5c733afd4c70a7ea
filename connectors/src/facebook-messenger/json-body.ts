import { isUtf8 } from "node:buffer";
import { isJsonTooDeep } from "@velodrome/kit";
import { parse as parseLossless } from "lossless-json";

/** An integer of 16 digits or more where a value may stand. It may also hit inside a string, which costs time only. */
const longInteger = /(?:^|[:,[\s])-?\d{16}/;
const integer = /^-?\d+$/;

/** Integers beyond 2^53 would change silently: they become strings. */
function parseNumber(source: string): number | string {
  const value = Number(source);
  return Number.isSafeInteger(value) || !integer.test(source) ? value : source;
}

/** As `JSON.parse` does: the last one wins. */
const lossless = { parseNumber, onDuplicateKey: ({ newValue }: { newValue: unknown }) => newValue };

/**
 * The value a body holds, or undefined when it is not JSON that can be kept as such: nested so deep that the database
 * would refuse it, and with it the group it is stored with. Never throws.
 */
export function parseBody(body: Buffer): unknown {
  if (!isUtf8(body) || isJsonTooDeep(body)) return undefined;
  const text = body.toString("utf8");
  try {
    return longInteger.test(text) ? parseLossless(text, null, lossless) : JSON.parse(text);
  } catch {
    return undefined;
  }
}
