import { uuidOf } from "./uuid-text.ts";

const letters = Buffer.from("0123456789abcdefghjkmnpqrstvwxyz");
const digitOf = new Int8Array(128).fill(-1);
for (const [value, letter] of letters.entries()) digitOf[letter] = value;
/** As in `uuid-text.ts`: a text is not put together by `+`. */
const written = Buffer.alloc(26);
const bytes = Buffer.alloc(16);

/** A UUID's 128 bits as the 26 letters of a TypeID: two zero bits, then five bits a letter. */
export function uuidToBase32(uuid: string): string {
  let length = 0;
  let held = 0;
  let bits = 2;
  for (let at = 0; at < uuid.length; at++) {
    const code = uuid.charCodeAt(at);
    if (code === 45) continue;
    held = (held << 4) | (code < 58 ? code - 48 : (code | 32) - 87);
    bits += 4;
    if (bits >= 5) {
      bits -= 5;
      written[length++] = letters[held >>> bits] ?? 0;
      held &= (1 << bits) - 1;
    }
  }
  return written.toString("latin1", 0, length);
}

/** The UUID behind 26 letters, or null when they are not the letters of one. */
export function base32ToUuid(text: string): string | null {
  if (text.length !== 26 || text.charCodeAt(0) > 55) return null;
  let length = 0;
  let held = 0;
  let bits = -2;
  for (let at = 0; at < 26; at++) {
    const digit = digitOf[text.charCodeAt(at)] ?? -1;
    if (digit < 0) return null;
    held = (held << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = held >>> bits;
      held &= (1 << bits) - 1;
    }
  }
  return uuidOf(bytes);
}
