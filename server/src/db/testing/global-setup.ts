import type { TestProject } from "vitest/node";
import { createLog } from "../../base/log.ts";
import { migrate } from "../migrate.ts";
import { copyDatabase } from "./copy-store.ts";
import { startThrowAwayCluster } from "./throw-away-cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the throw-away server, without a database. */
    databaseServer: string;
    /** Name of the migrated database that tests copy. */
    databaseTemplate: string;
  }
}

const template = "velodrome_template";

/** One cluster for the whole run, migrated once; each test file copies the result. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startThrowAwayCluster();
  try {
    await copyDatabase(cluster.server, template, "template0");
    await migrate({ url: `${cluster.server}/${template}`, log: createLog({ level: "warn", pretty: true }) });
  } catch (error) {
    await cluster.remove();
    throw error;
  }
  project.provide("databaseServer", cluster.server);
  project.provide("databaseTemplate", template);
  return () => cluster.remove();
}
