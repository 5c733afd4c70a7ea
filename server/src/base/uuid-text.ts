const hexDigits = Buffer.from("0123456789abcdef");
/** Where the two digits of each byte stand. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
/** A text is put together here and not letter by letter with `+`, which makes an object of each: ids are made all the time. */
const text = Buffer.alloc(36, "-");

/** Sixteen bytes as a UUID is written. */
export function uuidOf(bytes: Uint8Array): string {
  for (let at = 0; at < 16; at += 1) {
    const byte = bytes[at] ?? 0;
    const place = places[at] ?? 0;
    text[place] = hexDigits[byte >>> 4] ?? 0;
    text[place + 1] = hexDigits[byte & 15] ?? 0;
  }
  return text.toString("latin1");
}
