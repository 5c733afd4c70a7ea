const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Deeper than anything an application sends, and far below where PostgreSQL's parser or `JSON.stringify` run out of
 * stack (a few thousand levels).
 */
export const maxJsonDepth = 500;

/** Whether JSON bytes nest deeper than `maxJsonDepth`. Walks the bytes once, without a stack. */
export function isJsonTooDeep(json: Uint8Array): boolean {
  // Each level takes two bytes, so that nearly every message is spared the walk.
  if (json.length <= maxJsonDepth * 2) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index];
    if (inString) {
      if (byte === backslash) index += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === openBracket || byte === openBrace) {
      depth += 1;
      if (depth > maxJsonDepth) return true;
    } else if (byte === closeBracket || byte === closeBrace) depth -= 1;
  }
  return false;
}
