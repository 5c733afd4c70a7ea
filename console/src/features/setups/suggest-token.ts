const letters = "abcdefghjkmnpqrstuvwxyz23456789";
const length = 32;

/** A Verify Token nobody can guess, of characters that are not taken for each other. */
export function suggestToken(randomBytes: (count: number) => Uint8Array = fromBrowser): string {
  // 256 is no multiple of the count of letters; bytes beyond the last multiple would make the first ones likelier.
  const fair = 256 - (256 % letters.length);
  let token = "";
  while (token.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < fair && token.length < length) token += letters.charAt(byte % letters.length);
    }
  }
  return token;
}

const fromBrowser = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));
