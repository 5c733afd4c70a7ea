import { isUtf8 } from "node:buffer";
import { parse as parseLossless } from "lossless-json";

/**
 * Deeper than anything an application sends, and far below where PostgreSQL's parser or `JSON.stringify` run out of
 * stack: a body beyond it is kept as bytes, so that it cannot fail the group it is stored with.
 */
const maxDepth = 500;

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

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

function isTooDeep(body: Buffer): boolean {
  // Each level takes two bytes, so that nearly every body is spared the walk.
  if (body.length <= maxDepth * 2) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (inString) {
      if (byte === backslash) index += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === openBracket || byte === openBrace) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (byte === closeBracket || byte === closeBrace) depth -= 1;
  }
  return false;
}

/** The value a body holds, or undefined when it is not JSON that can be kept as such. Never throws. */
export function parseBody(body: Buffer): unknown {
  if (!isUtf8(body) || isTooDeep(body)) return undefined;
  const text = body.toString("utf8");
  try {
    return longInteger.test(text) ? parseLossless(text, null, lossless) : JSON.parse(text);
  } catch {
    return undefined;
  }
}
