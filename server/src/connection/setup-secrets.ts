import type { Sealer } from "../base/seal.ts";

/** Newest first; the one before stays live while Meta's side is being changed. */
export type ClientSecrets = readonly string[];

const liveSecrets = 2;

export interface SealedSetupSecrets {
  keyId: string;
  clientSecrets: Buffer;
  verifyToken: Buffer | null;
}

interface Kept extends SealedSetupSecrets {
  id: string;
}

const placeOf = (id: string, column: "client_secrets" | "verify_token") => ({ table: "setup", id, column });

/** A row has one key, so that both secrets are sealed together. */
export function sealSetupSecrets(
  sealer: Sealer,
  id: string,
  secrets: { clientSecrets: ClientSecrets; verifyToken: string | null },
): SealedSetupSecrets {
  const { keyId, bytes } = sealer.seal(placeOf(id, "client_secrets"), JSON.stringify(secrets.clientSecrets));
  const { verifyToken } = secrets;
  return {
    keyId,
    clientSecrets: bytes,
    verifyToken: verifyToken === null ? null : sealer.seal(placeOf(id, "verify_token"), verifyToken).bytes,
  };
}

export const openClientSecrets = (sealer: Sealer, setup: Kept): ClientSecrets =>
  JSON.parse(sealer.open(placeOf(setup.id, "client_secrets"), setup.keyId, setup.clientSecrets)) as string[];

export const openSetupVerifyToken = (sealer: Sealer, setup: Kept): string | null =>
  setup.verifyToken === null ? null : sealer.open(placeOf(setup.id, "verify_token"), setup.keyId, setup.verifyToken);

/** The new one first, the previous one still live. */
export const rotateClientSecret = (secrets: ClientSecrets, newest: string): ClientSecrets =>
  [newest, ...secrets.filter((secret) => secret !== newest)].slice(0, liveSecrets);
