import { createHmac } from "node:crypto";

/** By this Verify Tokens are found again without being stored in the clear. The key is the installation's `verify-hmac`. */
export const verifyHmac = (verifyKey: Buffer, token: string): Buffer =>
  createHmac("sha256", verifyKey).update(token).digest();
