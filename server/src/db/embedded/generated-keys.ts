import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { generateEncryptionKey } from "../../base/encryption-keys.ts";

/** The encryption keys of a data folder, in the form of VELODROME_ENCRYPTION_KEYS; made on the first start. */
export async function readOrGenerateKeys(dataDir: string): Promise<string> {
  const file = join(dataDir, "encryption-keys");
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const kept = await readGeneratedKeys(dataDir);
  if (kept !== undefined) {
    return kept;
  }
  const keys = generateEncryptionKey("k1");
  // Never over existing keys; and on disk before anything is sealed with them.
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(`${keys}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return keys;
}

/** Undefined when none were made yet. */
export async function readGeneratedKeys(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataDir, "encryption-keys"), "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}
