import { timingSafeEqual } from "node:crypto";
import type { Clock } from "../base/clock.ts";
import type { Database } from "../db/database.ts";
import { markSetupVerified } from "./setup-store.ts";
import { verifyHmac } from "./verify-hmac.ts";
import { findVerifyTokenOwner } from "./verify-token-store.ts";

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

/** The application has just verified this Setup's webhook address. */
export const markVerified = (deps: { database: Database; clock: Clock }, setupId: string): Promise<void> =>
  markSetupVerified(deps.database.engine, setupId, new Date(deps.clock.now()));
