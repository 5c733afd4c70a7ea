const secretKeys = new Set([
  "access_token",
  "appsecret_proof",
  "client_secret",
  "code",
  "fb_exchange_token",
  "input_token",
  "signed_request",
  "verify_token",
]);

// Addresses carry them too: `paging.next`, for one.
const inAddress = new RegExp(`\\b(${[...secretKeys].join("|")})=[^&#\\s"]+`, "g");

/** A copy in which the values of known secret parameters are gone; what is kept may be shown to anybody. */
export function redact(value: unknown): unknown {
  if (typeof value === "string") return /^https?:/.test(value) ? value.replaceAll(inAddress, "$1=[redacted]") : value;
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      // An error's `code` is a number, and no secret.
      secretKeys.has(key) && typeof inner === "string" ? "[redacted]" : redact(inner),
    ]),
  );
}
