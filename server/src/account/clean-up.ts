import type { CleanUp } from "@velodrome/contract";
import type { Database } from "../db/database.ts";
import { mergeSetting } from "./setting-store.ts";
import { cleanUpName } from "./settings.ts";

/** Keeps how a deletion goes, for people to see; whatever it was before. */
export const noteCleanUp = (database: Pick<Database, "engine">, progress: CleanUp): Promise<void> =>
  mergeSetting(database.engine, cleanUpName, progress);
