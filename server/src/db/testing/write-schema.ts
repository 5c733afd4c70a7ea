import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createLog } from "../../base/log.ts";
import { createDatabase } from "../database-store.ts";
import { migrate } from "../migrate.ts";
import { migrationsFolder, schemaFileName } from "../migration-file.ts";
import { dumpSchema } from "./schema-dump.ts";
import { startThrowAwayCluster } from "./throw-away-cluster.ts";

// The command `npm run schema -w server`: migrates a throw-away database and commits to paper what came out.
const cluster = await startThrowAwayCluster();
try {
  const name = "schema";
  await createDatabase(cluster.server, name, "template0");
  await migrate({ url: `${cluster.server}/${name}`, log: createLog({ level: "warn", pretty: true }) });
  await writeFile(join(migrationsFolder, schemaFileName), await dumpSchema(`${cluster.server}/${name}`));
} finally {
  await cluster.remove();
}
