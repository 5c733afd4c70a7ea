import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { opensInstallationSecret } from "../account/installation-secret.ts";
import { type EncryptionKey, parseEncryptionKeys } from "../base/encryption-keys.ts";
import { createLog } from "../base/log.ts";
import { createSealer } from "../base/seal.ts";
import { StartError } from "../base/start-error.ts";
import type { Config } from "../config.ts";
import { openDatabase as openPools } from "../db/database.ts";
import { readGeneratedKeys } from "../db/embedded/generated-keys.ts";
import { diskFullMessage, measureDisk, scarceBytes } from "../db/disk-room.ts";
import { locateCluster } from "../db/embedded/location.ts";
import { inspectEmbeddedPostgres } from "../db/embedded/inspect.ts";
import { listPendingMigrations } from "../db/migrate.ts";
import { probeDatabase } from "../db/probe.ts";
import { assertPortFree } from "./listen-port.ts";
import { openDatabase } from "./open-database.ts";
import { isVelodromeAt } from "./velodrome-port.ts";
import { readVersion } from "./version.ts";

interface Finding {
  readonly name: string;
  readonly text: string;
  readonly ok: boolean;
}

/** Says what is where and whether it works; changes nothing. The exit code is 1 when something must be done. */
export async function doctor(config: Config): Promise<number> {
  const running = config.database === null ? (await inspectEmbeddedPostgres(config.dataDir)).running : undefined;
  const findings = [
    fact("Velodrome", await readVersion()),
    fact("Node", process.version),
    fact("Data folder", config.dataDir),
    ...(await checkDatabase(config)),
    await checkKeys(config),
    ...(config.database === null ? await checkDisks(config.dataDir) : []),
    // A running installation holds its ports itself.
    ...(running === undefined ? await checkPorts(config) : [fact("Running", "yes, by another process")]),
  ];
  for (const { name, text, ok } of findings) {
    process.stdout.write(`${ok ? "ok  " : "BAD "} ${name.padEnd(16)} ${text}\n`);
  }
  return findings.every(({ ok }) => ok) ? 0 : 1;
}

async function checkDatabase(config: Config): Promise<Finding[]> {
  if (config.database !== null) {
    const { hostname, port, pathname } = new URL(config.database.url);
    return [
      fact("Database", `${pathname.slice(1)} at ${hostname}:${port || 5432}`),
      ...(await askDatabase(config, config.database)),
    ];
  }
  const state = await inspectEmbeddedPostgres(config.dataDir);
  const place = fact("Database", `embedded, in ${state.location}`);
  if (state.running !== undefined) {
    return [place, ...(await askDatabase(config, { url: state.running.url, directUrl: state.running.url }))];
  }
  if (state.lost !== null) {
    return [place, { name: "PostgreSQL", text: state.lost, ok: false }];
  }
  if (!state.exists) {
    return [place, fact("PostgreSQL", "not made yet: the first start makes it")];
  }
  return [place, ...(await askStopped(config))];
}

/** An embedded server that nobody runs is started for the question. */
async function askStopped(config: Config): Promise<Finding[]> {
  try {
    const database = await openDatabase(config, createLog({ level: "error", pretty: process.stdout.isTTY }));
    try {
      return await askDatabase(config, database);
    } finally {
      await database.stop();
    }
  } catch (error) {
    return [problem("PostgreSQL", error)];
  }
}

async function askDatabase(config: Config, database: { url: string; directUrl: string }): Promise<Finding[]> {
  try {
    const version = fact("PostgreSQL", await probeDatabase(database));
    const pending = await listPendingMigrations({ url: database.directUrl });
    const names = pending.map(({ name }) => name).join(", ");
    if (names !== "") return [version, fact("Migrations", `pending: ${names} (the next start runs them)`)];
    return [version, fact("Migrations", "all done"), ...(await checkSecrets(config, database.url))];
  } catch (error) {
    return [problem("PostgreSQL", error)];
  }
}

async function readKeys(config: Config): Promise<readonly EncryptionKey[]> {
  if (config.encryptionKeys !== null) return config.encryptionKeys;
  const generated = await readGeneratedKeys(config.dataDir);
  return generated === undefined ? [] : parseEncryptionKeys(generated);
}

/** Whether what is sealed opens with the keys that are here. What is wrong with the keys themselves is said of those. */
async function checkSecrets(config: Config, url: string): Promise<Finding[]> {
  const name = "Secrets";
  const keys = await readKeys(config).catch(() => []);
  if (keys.length === 0) return [];
  const database = await openPools({ url, onError: () => {} });
  try {
    const isThere = await opensInstallationSecret({ database, sealer: createSealer(keys) }, "sessions");
    return [fact(name, isThere ? "open with the encryption keys" : "none yet: the first start makes them")];
  } catch (error) {
    return [problem(name, error)];
  } finally {
    await database.close();
  }
}

async function checkKeys(config: Config): Promise<Finding> {
  const name = "Encryption keys";
  try {
    const keys = await readKeys(config);
    const ids = keys.map(({ id }) => id).join(", ");
    const origin = config.encryptionKeys === null ? `${config.dataDir}/encryption-keys` : "VELODROME_ENCRYPTION_KEYS";
    return fact(name, ids === "" ? "not made yet: the first start makes one" : `${ids} (from ${origin})`);
  } catch (error) {
    return problem(name, error);
  }
}

/** Of an embedded database. What does not exist yet lies on the disk of its parent. */
async function checkDisks(dataDir: string): Promise<Finding[]> {
  const name = "Disk";
  const folders = [await locateCluster(dataDir), dataDir].map(existingPart);
  return Promise.all(
    [...new Set(folders)].map(async (folder) => {
      const disk = await measureDisk(folder);
      if (disk.free < scarceBytes(disk.size)) return { name, text: diskFullMessage(disk.free, folder), ok: false };
      return fact(name, `${Math.floor(disk.free / 1024 / 1024)} MiB left on that of ${folder}`);
    }),
  );
}

function existingPart(path: string): string {
  return existsSync(path) ? path : existingPart(dirname(path));
}

async function checkPorts(config: Config): Promise<Finding[]> {
  const places = [
    { name: "Port", variables: { portVariable: "PORT", hostVariable: "HOST" }, place: config },
    {
      name: "Sandbox port",
      variables: { portVariable: "VELODROME_SANDBOX_PORT", hostVariable: "VELODROME_SANDBOX_HOST" },
      place: config.sandbox,
    },
  ];
  return Promise.all(
    places.map(async ({ name, variables, place }) => {
      if (place === null) {
        return fact(name, "off");
      }
      const { host, port } = place;
      return assertPortFree({ host, port, ...variables }).then(
        () => fact(name, `${host}:${port} is free`),
        async (error: unknown) =>
          (await isVelodromeAt(place)) ? fact(name, `${host}:${port} is held by a Velodrome`) : problem(name, error),
      );
    }),
  );
}

function fact(name: string, text: string): Finding {
  return { name, text, ok: true };
}

/** Only what a person can act on becomes a finding; anything else is a fault of ours. */
function problem(name: string, error: unknown): Finding {
  if (error instanceof StartError || (error instanceof Error && name === "Encryption keys")) {
    return { name, text: error.message, ok: false };
  }
  throw error;
}
