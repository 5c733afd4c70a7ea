import type { Pool } from "pg";

export interface VerifyTokenOwner {
  /** Null when it is the Setup's own. */
  connectionId: string | null;
  hmac: Buffer;
}

/** Whose Verify Token has this HMAC: the Setup's own, or else that of the oldest connection of it that has one. */
export async function findVerifyTokenOwner(
  pool: Pool,
  setupId: string,
  hmac: Buffer,
): Promise<VerifyTokenOwner | null> {
  const { rows } = await pool.query<VerifyTokenOwner>({
    name: "find-verify-token-owner",
    text: `SELECT NULL::uuid AS "connectionId", verify_hmac AS hmac FROM setup WHERE id = $1 AND verify_hmac = $2
           UNION ALL
           SELECT id, verify_hmac FROM connection WHERE setup_id = $1 AND verify_hmac = $2
           ORDER BY 1 NULLS FIRST LIMIT 1`,
    values: [setupId, hmac],
  });
  return rows[0] ?? null;
}

/** The application has just verified the address, so what stands there has changed; `connectionId` null: with the Setup's own token. */
export async function markSetupVerified(pool: Pool, setupId: string, connectionId: string | null): Promise<void> {
  await pool.query({
    name: "mark-setup-verified",
    text: "UPDATE setup SET verified_at = now(), verified_by = $2, look_due_at = now() WHERE id = $1",
    values: [setupId, connectionId],
  });
}
