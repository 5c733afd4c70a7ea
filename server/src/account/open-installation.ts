import type { Sealer } from "../base/seal.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { ensureInstallationSecret } from "./installation-secret.ts";

interface Installation {
  readonly database: Database;
  readonly verifyKey: Buffer;
  /** Of its own, so that nobody is signed out when the encryption key changes. */
  readonly sessionKey: Buffer;
  readonly redactionKey: Buffer;
}

/**
 * The database and what the installation keeps secret in it, before anything else begins: without its key nothing would
 * work, and what has not begun need not be ended.
 * @throws StartError when the key is gone
 */
export async function openInstallation(deps: {
  url: string;
  sealer: Sealer;
  onError: (error: Error) => void;
}): Promise<Installation> {
  let refused = false;
  const onError = (error: Error) => {
    if (!refused) deps.onError(error);
  };
  const database = await openDatabase({ url: deps.url, onError });
  const secretOf = (name: string) => ensureInstallationSecret({ database, sealer: deps.sealer }, name);
  try {
    const [verifyKey, sessionKey, redactionKey] = [
      await secretOf("verify-hmac"),
      await secretOf("sessions"),
      await secretOf("redaction"),
    ];
    return { database, verifyKey, sessionKey, redactionKey };
  } catch (error) {
    refused = true;
    await database.close();
    throw error;
  }
}
