import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { parseEncryptionKeys } from "../base/encryption-keys.ts";
import { createLog } from "../base/log.ts";
import { StartError } from "../base/start-error.ts";
import type { Config } from "../config.ts";
import { readGeneratedKeys } from "../db/embedded/generated-keys.ts";
import { diskFullMessage, measureDisk, scarceBytes } from "../db/disk-room.ts";
import { locateCluster } from "../db/embedded/location.ts";
import { inspectEmbeddedPostgres } from "../db/embedded/inspect.ts";
import { listPendingMigrations } from "../db/migrate.ts";
import { probeDatabase } from "../db/probe.ts";
import { assertPortFree } from "./listen-port.ts";
import { openDatabase } from "./open-database.ts";
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
      ...(await askDatabase(config.database)),
    ];
  }
  const state = await inspectEmbeddedPostgres(config.dataDir);
  const place = fact("Database", `embedded, in ${state.location}`);
  if (state.running !== undefined) {
    return [place, ...(await askDatabase({ url: state.running.url, directUrl: state.running.url }))];
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
      return await askDatabase(database);
    } finally {
      await database.stop();
    }
  } catch (error) {
    return [problem("PostgreSQL", error)];
  }
}

async function askDatabase(database: { readonly url: string; readonly directUrl: string }): Promise<Finding[]> {
  try {
    const version = fact("PostgreSQL", await probeDatabase(database));
    const pending = await listPendingMigrations({ url: database.directUrl });
    const names = pending.map(({ name }) => name).join(", ");
    return [version, fact("Migrations", names === "" ? "all done" : `pending: ${names} (the next start runs them)`)];
  } catch (error) {
    return [problem("PostgreSQL", error)];
  }
}

async function checkKeys(config: Config): Promise<Finding> {
  const name = "Encryption keys";
  try {
    const generated = config.encryptionKeys === null ? await readGeneratedKeys(config.dataDir) : undefined;
    const keys = config.encryptionKeys ?? (generated === undefined ? [] : parseEncryptionKeys(generated));
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
        (error: unknown) => problem(name, error),
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
