const longest = 24 * 60 * 60_000;

/**
 * How long an answer asks to be left alone, in ms, by its header `Retry-After` (seconds or an HTTP date); a day at most.
 * Null when it does not ask. Header names in small letters, as `HttpResponse` has them.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>): number | null {
  const header = headers["retry-after"]?.trim();
  if (header === undefined) return null;
  // Measured from the answer's own date, so that our clock does not matter.
  const told = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.parse(headers.date ?? "");
  return told > 0 ? Math.min(told, longest) : null;
}
