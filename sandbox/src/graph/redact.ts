const secretKeys = new Set(["access_token", "appsecret_proof", "client_secret", "input_token", "verify_token"]);

/** A copy in which the values of known secret parameters are gone; what is kept may be shown to anybody. */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, secretKeys.has(key) ? "[redacted]" : redact(inner)]),
  );
}
