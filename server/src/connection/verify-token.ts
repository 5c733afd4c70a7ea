import { timingSafeEqual } from "node:crypto";
import type { Database } from "../db/database.ts";
import { verifyHmac } from "./verify-hmac.ts";
import { findVerifyTokenOwner, markSetupVerified } from "./verify-token-store.ts";

export type VerifyTokenMatch = { kind: "setup" } | { kind: "connection"; id: string };

/**
 * Whether a token is the Setup's or that of any of its connections, and whose. Looked up by its HMAC, so that how long
 * it takes says nothing about how much of a guess was right.
 */
export async function verifyTokenMatches(
  deps: { database: Database; verifyKey: Buffer },
  setupId: string,
  token: string,
): Promise<VerifyTokenMatch | null> {
  const hmac = verifyHmac(deps.verifyKey, token);
  const owner = await findVerifyTokenOwner(deps.database.pool, setupId, hmac);
  if (owner === null || !timingSafeEqual(owner.hmac, hmac)) return null;
  return owner.connectionId === null ? { kind: "setup" } : { kind: "connection", id: owner.connectionId };
}

/** Stays as it is when the token is changed later: the address was verified all the same. */
export const markVerified = (deps: { database: Database }, setupId: string, match: VerifyTokenMatch): Promise<void> =>
  markSetupVerified(deps.database.pool, setupId, match.kind === "setup" ? null : match.id);
