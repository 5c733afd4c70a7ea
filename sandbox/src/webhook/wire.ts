import { createHmac } from "node:crypto";

/**
 * JSON the way Meta puts it on the wire: every character beyond ASCII as `\uXXXX` in lower-case hex
 * (a pair of surrogates becomes two of them) and `/` as `\/`. The result is plain ASCII.
 */
export function toWire(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("/", "\\/")
    .replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The value of `X-Hub-Signature-256` for exactly these bytes. */
export function sign(secret: string, body: Buffer): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}
