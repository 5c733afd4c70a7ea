import { randomBytes } from "node:crypto";
import type { Database } from "../db/database.ts";
import { addInstallationSecret, readInstallationSecret } from "./installation-secret-store.ts";
import type { Sealer } from "../base/seal.ts";

const placeOf = (name: string) => ({ table: "installation_secret", id: name, column: "sealed" });

/**
 * 32 random bytes that belong to this installation, made once: of two processes that start at once, both get those of
 * the one that was first.
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
  return Buffer.from(deps.sealer.open(placeOf(name), secret.keyId, secret.bytes), "base64");
}
