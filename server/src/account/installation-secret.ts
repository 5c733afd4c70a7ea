import { randomBytes } from "node:crypto";
import type { Database } from "../db/database.ts";
import { addInstallationSecret, readInstallationSecret } from "./installation-secret-store.ts";
import { AppError } from "../base/app-error.ts";
import type { Sealed, Sealer } from "../base/seal.ts";
import { StartError } from "../base/start-error.ts";

const placeOf = (name: string) => ({ table: "installation_secret", id: name, column: "sealed" });

/**
 * 32 random bytes that belong to this installation, made once: of two processes that start at once, both get those of
 * the one that was first.
 * @throws StartError when its key is gone
 */
export async function ensureInstallationSecret(
  deps: { database: Database; sealer: Sealer },
  name: string,
): Promise<Buffer> {
  const { engine } = deps.database;
  let secret = await readInstallationSecret(engine, name);
  if (secret === null) {
    await addInstallationSecret(engine, name, deps.sealer.seal(placeOf(name), randomBytes(32).toString("base64")));
    secret = await readInstallationSecret(engine, name);
  }
  if (secret === null) throw new Error(`The installation secret "${name}" was written and is not there.`);
  return Buffer.from(openOrRefuse(deps.sealer, name, secret), "base64");
}

/** Whether it is there. Makes none. @throws StartError when its key is gone */
export async function opensInstallationSecret(
  { database, sealer }: { database: Database; sealer: Sealer },
  name: string,
): Promise<boolean> {
  const secret = await readInstallationSecret(database.engine, name);
  if (secret !== null) openOrRefuse(sealer, name, secret);
  return secret !== null;
}

/** Without it nothing else would work, and a person can mend it: a reason not to start, in one line. */
function openOrRefuse(sealer: Sealer, name: string, { keyId, bytes }: Sealed): string {
  try {
    return sealer.open(placeOf(name), keyId, bytes);
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const message = `This installation's secrets were sealed with the encryption key "${keyId}", which is not here, or not the same under that name: put it back into VELODROME_ENCRYPTION_KEYS, or into the file encryption-keys of the data folder.`;
    throw new StartError(message, { cause });
  }
}
