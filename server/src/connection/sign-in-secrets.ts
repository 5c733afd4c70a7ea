import type { Grant, Target } from "@velodrome/kit";
import type { Sealer } from "../base/seal.ts";

/** What is kept of a sign-in while it is under way: the code's proof first, then what was granted. */
export interface SignInSecrets {
  /** PKCE; null where the application does not know it. */
  verifier: string | null;
  grant: KeptGrant | null;
}

export interface KeptGrant extends Pick<Grant, "tokens" | "person"> {
  targets: readonly Target[];
}

const placeOf = (id: string) => ({ table: "sign_in", id, column: "secrets" });

export function sealSignInSecrets(
  sealer: Sealer,
  id: string,
  secrets: SignInSecrets,
): { keyId: string; secrets: Buffer } {
  const { keyId, bytes } = sealer.seal(placeOf(id), JSON.stringify(secrets));
  return { keyId, secrets: bytes };
}

export const openSignInSecrets = (
  sealer: Sealer,
  { id, keyId, secrets }: { id: string; keyId: string | null; secrets: Buffer | null },
): SignInSecrets =>
  keyId === null || secrets === null
    ? { verifier: null, grant: null }
    : (JSON.parse(sealer.open(placeOf(id), keyId, secrets)) as SignInSecrets);
