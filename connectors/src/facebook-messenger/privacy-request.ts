import { createHmac, timingSafeEqual } from "node:crypto";
import type { SignedPrivacyRequest } from "@velodrome/kit";
import { asFields, asId, asMoment } from "./field.ts";
import { parseBody } from "./json-body.ts";

const algorithm = "HMAC-SHA256";
const signatureBytes = 32;

/**
 * Reads the body of Meta's deauthorize and data-deletion callbacks: a form with one `signed_request`, which is
 * `base64url(signature).base64url(json)`, signed over the second part as it is written. Null when nobody we know signed it.
 */
export function readPrivacyRequest(body: Buffer, clientSecrets: readonly string[]): SignedPrivacyRequest | null {
  const [signature = "", payload = "", ...more] =
    new URLSearchParams(body.toString("utf8")).get("signed_request")?.split(".") ?? [];
  if (more.length > 0 || !isSigned(signature, payload, clientSecrets)) return null;
  const request = asFields(parseBody(Buffer.from(payload, "base64url")));
  if (request === null || String(request.algorithm).toUpperCase() !== algorithm) return null;
  const when = { signed: payload, issuedAt: asMoment(request.issued_at) };
  // Of a Page that removed the app `user_id` is null.
  const person = asId(request.user_id);
  if (person !== null) return { kind: "person", id: person, ...when };
  const externalId = asId(request.profile_id);
  return externalId === null ? null : { kind: "target", externalId, ...when };
}

/** Every secret is tried, so that the time taken does not tell which one was right. */
function isSigned(signature: string, payload: string, clientSecrets: readonly string[]): boolean {
  const given = Buffer.from(signature, "base64url");
  if (given.length !== signatureBytes) return false;
  let genuine = false;
  for (const secret of clientSecrets) {
    if (secret === "") continue;
    const expected = createHmac("sha256", secret).update(payload).digest();
    if (timingSafeEqual(expected, given)) genuine = true;
  }
  return genuine;
}
