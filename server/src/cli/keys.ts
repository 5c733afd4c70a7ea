import { setTimeout as wait } from "node:timers/promises";
import { recordAudit, systemActor } from "../account/audit.ts";
import { systemClock } from "../base/clock.ts";
import { type EncryptionKey, generateEncryptionKey, parseEncryptionKeys } from "../base/encryption-keys.ts";
import { createLog } from "../base/log.ts";
import { createSealer } from "../base/seal.ts";
import type { Config } from "../config.ts";
import { type Rotation, rotateKeys } from "../connection/rotate-keys.ts";
import { openDatabase as openPools, type Database } from "../db/database.ts";
import { inspectEmbeddedPostgres } from "../db/embedded/inspect.ts";
import { type Keys, writeKeyFile } from "../db/embedded/key-file.ts";
import { openDatabase, readEncryptionKeys } from "./open-database.ts";

/** Longer than anything that began to seal with the key of before takes to be committed. */
const settleMs = 10_000;

/** Seals everything anew with the newest key. The exit code is 1 while rows need another one. */
export async function rotateEncryptionKeys(config: Config): Promise<number> {
  const server = await reachDatabase(config);
  try {
    const database = await openPools({
      url: server.url,
      onError: () => {},
      engineConnections: 2,
      tenantConnections: 1,
    });
    try {
      return await (config.encryptionKeys === null
        ? rotateFile(config.dataDir, await readEncryptionKeys(config), database)
        : rotateTo(config.encryptionKeys, database));
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
}

/** An embedded server that runs already is used as it is. */
async function reachDatabase(config: Config): Promise<{ url: string; stop(): Promise<void> }> {
  const running = config.database === null ? (await inspectEmbeddedPostgres(config.dataDir)).running : undefined;
  if (running !== undefined) return { url: running.url, stop: async () => {} };
  return openDatabase(config, createLog({ level: "error", pretty: process.stdout.isTTY }));
}

/** Keys of the environment: the person has put the new one first. */
async function rotateTo(keys: Keys, database: Database): Promise<number> {
  const rotation = await rotate(keys, database);
  const [, ...older] = keys;
  if (rotation.left.size > 0) return sayLeft(rotation);
  if (older.length > 0) {
    say(`No row needs ${idsOf(older)} any more: it may be removed from VELODROME_ENCRYPTION_KEYS of every process.`);
    say("Keep it elsewhere as long as there are backups from before.");
  }
  return 0;
}

/**
 * Keys of the data folder: makes a new one, and takes the others away once no row needs them. A server that is running
 * sees each change of the file at the next secret that it seals or opens.
 */
async function rotateFile(dataDir: string, before: Keys, database: Database): Promise<number> {
  const keys: Keys = [nextKey(before), ...before];
  await writeKeyFile(dataDir, keys);
  let rotation = await rotate(keys, database);
  // What was being sealed with the key of before when the file changed is committed by then.
  await wait(settleMs);
  if (rotation.left.size === 0) rotation = await rotate(keys, database);
  if (rotation.left.size > 0) return sayLeft(rotation);
  await writeKeyFile(dataDir, [keys[0]]);
  say(
    `No row needs ${idsOf(before)} any more: it was taken out of the data folder. Backups from before hold it themselves.`,
  );
  return 0;
}

async function rotate(keys: Keys, database: Database): Promise<Rotation> {
  const [newest] = keys;
  say(`Sealing with ${newest.id}.`);
  const rotation = await rotateKeys({
    database,
    sealer: createSealer(keys),
    newest: newest.id,
    progress: ({ table, resealed }) => say(`  ${table}: ${resealed}`),
  });
  say(`Sealed anew: ${inRows(rotation.resealed)}.`);
  if (rotation.resealed > 0) {
    const details = { newest: newest.id, rows: rotation.resealed };
    await recordAudit(
      { database, clock: systemClock },
      { actor: systemActor, act: "keys.rotated", accountId: null, details },
    );
  }
  return rotation;
}

function sayLeft({ left }: Rotation): number {
  for (const [keyId, rows] of left)
    say(`Still sealed with ${keyId}: ${inRows(rows)}. Keep that key, and run this again.`);
  say("A row whose key is not known here, or that was changed, stays as it is: enter that secret again.");
  return 1;
}

/** Ids are never used again: one more than the greatest. */
function nextKey(keys: Keys): EncryptionKey {
  const numbers = keys.map(({ id }) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0));
  return parseEncryptionKeys(generateEncryptionKey(`k${Math.max(...numbers) + 1}`))[0];
}

const inRows = (count: number): string => (count === 1 ? "1 row" : `${count} rows`);

const idsOf = (keys: readonly EncryptionKey[]): string => keys.map(({ id }) => id).join(", ");

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
