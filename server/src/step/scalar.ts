/** Nothing there: JSON's null means the same to people as an absent field. */
export const isMissing = (value: unknown): value is null | undefined => value === undefined || value === null;

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

/**
 * A number, or a text that is one (`"42"`, `" 4.5 "`); null for all else. Whole numbers beyond 2^53 are null too:
 * they are ids, and as numbers some of them would be the same.
 */
export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && numeric.test(value.trim()) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return null;
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? null : number;
}

/** A text, or a number or boolean as one; null for all else. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** Two texts that differ only in case, or in how an accent is stored, fold to the same. */
export const fold = (text: string): string => text.normalize("NFC").toUpperCase().toLowerCase();
