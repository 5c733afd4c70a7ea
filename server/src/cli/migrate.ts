import { createLog } from "../base/log.ts";
import type { Config } from "../config.ts";
import { migrate } from "../db/migrate.ts";
import { probeDatabase } from "../db/probe.ts";
import { openDatabase } from "./open-database.ts";

/** Before a new version is started on several machines: migrates once and ends. */
export async function migrateDatabase(config: Config): Promise<number> {
  const log = createLog({ level: config.logLevel, pretty: process.stdout.isTTY });
  const database = await openDatabase(config, log);
  try {
    await probeDatabase(database);
    const applied = await migrate({ url: database.directUrl, log });
    const files = applied.length === 1 ? "1 migration" : `${applied.length} migrations`;
    process.stdout.write(applied.length === 0 ? "The database is up to date.\n" : `The database took ${files}.\n`);
    return 0;
  } finally {
    await database.stop();
  }
}
