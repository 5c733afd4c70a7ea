import { parseEncryptionKeys } from "../base/encryption-keys.ts";
import type { Log } from "../base/log.ts";
import { StartError } from "../base/start-error.ts";
import type { Config } from "../config.ts";
import { readOrGenerateKeys } from "../db/embedded/generated-keys.ts";
import type { Keys } from "../db/embedded/key-file.ts";
import { startEmbeddedPostgres } from "../db/embedded/start.ts";

export interface OpenDatabase {
  readonly url: string;
  /** Reaches PostgreSQL itself, where `url` may go through a pooler. */
  readonly directUrl: string;
  /** The embedded cluster's folder; null with DATABASE_URL. */
  readonly location: string | null;
  /** Resolves with a reason when the embedded server ends by itself. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/** The database of the configuration, started first if it is ours. Not yet looked at. */
export async function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  if (config.database !== null) {
    return { ...config.database, location: null, died: new Promise(() => {}), stop: async () => {} };
  }
  const { url, location, died, stop } = await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  return { url, directUrl: url, location, died, stop };
}

/** Those of the configuration, else those of the data folder, made on its first start. */
export async function readEncryptionKeys(config: Config): Promise<Keys> {
  if (config.encryptionKeys !== null) {
    return config.encryptionKeys;
  }
  const text = await readOrGenerateKeys(config.dataDir);
  try {
    return parseEncryptionKeys(text);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`The file ${config.dataDir}/encryption-keys is damaged (${problem}): restore it.`, { cause });
  }
}
