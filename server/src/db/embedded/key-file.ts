import { readFileSync, statSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";
import { type EncryptionKey, parseEncryptionKeys } from "../../base/encryption-keys.ts";

export type Keys = readonly [EncryptionKey, ...EncryptionKey[]];

/** @internal */
export const keyFile = (dataDir: string): string => join(dataDir, "encryption-keys");

/**
 * The keys of a data folder as they are now: a rotation by another process is seen at the next secret that is sealed or
 * opened. Looked at once a turn of the event loop, so that what is sealed together is sealed with one key.
 *
 * @param onError told when the file cannot be read any more; the keys of before stay good
 */
export function watchKeyFile(dataDir: string, known: Keys, onError: (error: unknown) => void): () => Keys {
  const file = keyFile(dataDir);
  let keys = known;
  let seen = "";
  let fresh = false;
  return () => {
    if (fresh) return keys;
    fresh = true;
    setImmediate(() => {
      fresh = false;
    }).unref();
    try {
      const version = versionOf(file);
      if (version !== seen) {
        keys = parseEncryptionKeys(readFileSync(file, "utf8").trim());
        seen = version;
      }
    } catch (error) {
      onError(error);
    }
    return keys;
  };
}

/** Each writing puts another file in the place of the one before. */
function versionOf(file: string): string {
  const { ino, size, mtimeMs } = statSync(file);
  return `${ino} ${size} ${mtimeMs}`;
}

/** Whole or not at all, and on disk before anything is sealed with them. */
export async function writeKeyFile(dataDir: string, keys: Keys): Promise<void> {
  const file = keyFile(dataDir);
  const beside = `${file}.new`;
  const handle = await open(beside, "w", 0o600);
  try {
    await handle.writeFile(`${keys.map(({ id, key }) => `${id}:${key.toString("base64")}`).join(",")}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}
