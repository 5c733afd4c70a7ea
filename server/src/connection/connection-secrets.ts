import type { Credentials } from "@velodrome/kit";
import type { Sealer } from "../base/seal.ts";

export interface SealedConnectionSecrets {
  /** Null when there is nothing to seal. */
  keyId: string | null;
  credentials: Buffer | null;
  verifyToken: Buffer | null;
}

interface Kept extends SealedConnectionSecrets {
  id: string;
}

const placeOf = (id: string, column: "credentials" | "verify_token") => ({ table: "connection", id, column });

/** A row has one key, so that both secrets are sealed together. */
export function sealConnectionSecrets(
  sealer: Sealer,
  id: string,
  secrets: { credentials: Credentials | null; verifyToken: string | null },
): SealedConnectionSecrets {
  const { credentials, verifyToken } = secrets;
  const sealedCredentials =
    credentials && sealer.seal(placeOf(id, "credentials"), JSON.stringify(credentials satisfies Credentials));
  const sealedToken = verifyToken === null ? null : sealer.seal(placeOf(id, "verify_token"), verifyToken);
  return {
    keyId: sealedCredentials?.keyId ?? sealedToken?.keyId ?? null,
    credentials: sealedCredentials?.bytes ?? null,
    verifyToken: sealedToken?.bytes ?? null,
  };
}

export function openCredentials(sealer: Sealer, connection: Kept): Credentials | null {
  const text = open(sealer, connection, "credentials", connection.credentials);
  return text === null ? null : (JSON.parse(text) as Credentials);
}

export const openConnectionVerifyToken = (sealer: Sealer, connection: Kept): string | null =>
  open(sealer, connection, "verify_token", connection.verifyToken);

function open(sealer: Sealer, kept: Kept, column: "credentials" | "verify_token", bytes: Buffer | null): string | null {
  return bytes === null || kept.keyId === null ? null : sealer.open(placeOf(kept.id, column), kept.keyId, bytes);
}
