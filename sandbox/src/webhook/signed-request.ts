import { createHmac } from "node:crypto";

/** `base64url(signature).base64url(json)`, signed over the encoded payload as it stands there. */
export function signRequest(secret: string, payload: unknown): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString("base64url");
  const signature = createHmac("sha256", secret).update(encoded).digest("base64url");
  return `${signature}.${encoded}`;
}
