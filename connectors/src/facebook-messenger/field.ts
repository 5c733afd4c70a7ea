/** A JSON object nobody has checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function asFields(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

const maxIdLength = 500;

/** An id as text: Meta sends them as strings or numbers. PostgreSQL's text takes no NUL. */
export function asId(value: unknown): string | null {
  if (typeof value === "string") {
    return value.length > 0 && value.length <= maxIdLength && !value.includes("\0") ? value : null;
  }
  return typeof value === "number" && Number.isFinite(value) ? String(value) : null;
}

/** Text to search by; what PostgreSQL's text cannot hold is left out. */
export function asText(value: unknown): string | null {
  if (typeof value !== "string" || value.length === 0) return null;
  return value.includes("\0") ? value.replaceAll("\0", "") : value;
}

/** Below it a time counts seconds: as milliseconds it would lie before September 2001. */
const firstMillisecond = 1e12;
const lastMillisecond = 8.64e15;
const digits = /^\d{1,16}$/;

/** Meta's times are in ms, in seconds or text, by event. Null for anything else. */
export function asMoment(value: unknown): number | null {
  const number = typeof value === "string" && digits.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !(number > 0)) return null;
  const milliseconds = Math.trunc(number < firstMillisecond ? number * 1000 : number);
  return milliseconds <= lastMillisecond ? milliseconds : null;
}
