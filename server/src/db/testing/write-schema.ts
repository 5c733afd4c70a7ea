import { writeFile } from "node:fs/promises";
import { createLog } from "../../base/log.ts";
import { migrate } from "../migrate.ts";
import { copyDatabase } from "./copy-store.ts";
import { dumpSchema, schemaFile } from "./schema-dump.ts";
import { startThrowAwayCluster } from "./throw-away-cluster.ts";

// The command `npm run schema -w server`: migrates a throw-away database and commits to paper what came out.
const cluster = await startThrowAwayCluster();
try {
  const name = "schema";
  await copyDatabase(cluster.server, name, "template0");
  await migrate({ url: `${cluster.server}/${name}`, log: createLog({ level: "warn", pretty: true }) });
  await writeFile(schemaFile, await dumpSchema(`${cluster.server}/${name}`));
} finally {
  await cluster.remove();
}
