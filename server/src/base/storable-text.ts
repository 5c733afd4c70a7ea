const excerptLength = 200;

/** What PostgreSQL can keep as text: without NUL, lone surrogates replaced, cut to a length in characters. */
export function storable(text: string, length: number): string {
  const cut = text.length > length ? text.slice(0, length) : text;
  const whole = cut.isWellFormed() ? cut : cut.toWellFormed();
  return whole.includes("\0") ? whole.replaceAll("\0", "") : whole;
}

/** As much of a text as an event is recognised by in lists. */
export const excerptOf = (text: string): string => storable(text, excerptLength);
