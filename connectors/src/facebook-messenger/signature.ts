import { createHmac, timingSafeEqual } from "node:crypto";
import type { Authenticity, WebhookRequest } from "@velodrome/kit";

const prefix = "sha256=";
const hexLength = 64;

/**
 * Meta signs the raw bytes: `X-Hub-Signature-256: sha256=<hex>`. Every secret is tried, so that the time taken does not
 * tell which one was right. An empty secret signs nothing.
 */
export function authenticate(request: WebhookRequest, clientSecrets: readonly string[]): Authenticity {
  const header = request.headers["x-hub-signature-256"];
  if (header === undefined || header === "") return "no_signature";
  if (typeof header !== "string" || !header.startsWith(prefix)) return "wrong_signature";
  const given = Buffer.from(header.slice(prefix.length), "hex");
  if (header.length !== prefix.length + hexLength || given.length !== hexLength / 2) return "wrong_signature";
  let genuine = false;
  for (const secret of clientSecrets) {
    if (secret === "") continue;
    const expected = createHmac("sha256", secret).update(request.body).digest();
    if (timingSafeEqual(expected, given)) genuine = true;
  }
  return genuine ? "genuine" : "wrong_signature";
}
