import { createHmac } from "node:crypto";
import type { Database } from "../db/database.ts";
import { ensureInstallationSecret } from "./installation-secret.ts";
import type { Sealer } from "./seal.ts";

/** The key by which Verify Tokens are found again without being stored in the clear. Read once, at start. */
export const ensureVerifyKey = (deps: { database: Database; sealer: Sealer }): Promise<Buffer> =>
  ensureInstallationSecret(deps, "verify-hmac");

export const verifyHmac = (verifyKey: Buffer, token: string): Buffer =>
  createHmac("sha256", verifyKey).update(token).digest();
