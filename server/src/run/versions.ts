import { cycleDocument, withoutDisabled } from "@velodrome/contract";
import type { Log } from "../base/log.ts";
import type { Soon } from "../base/soon.ts";
import { documentLanguage } from "../cycle/document-language.ts";
import type { Database } from "../db/database.ts";
import { type CompiledCycle, compileCycle } from "../step/compile.ts";
import { readVersion } from "./version-store.ts";

/** Compiled versions. A version never changes, so what was compiled once is kept for as long as the process lives. */
export interface Versions {
  /** @throws UnreadableVersion */
  get(cycleId: string, version: number): Soon<CompiledCycle>;
}

/** A document this release does not understand: while releases change, a newer one has published it. */
export class UnreadableVersion extends Error {
  override readonly name = "UnreadableVersion";
}

export function createVersions(database: Pick<Database, "engine">, log?: Pick<Log, "warn">): Versions {
  const compiled = new Map<string, Soon<CompiledCycle>>();
  const load = async (cycleId: string, version: number): Promise<CompiledCycle> => {
    const stored = await readVersion(database.engine, cycleId, version);
    if (stored === null) throw new Error(`Version ${version} of cycle ${cycleId} is not in the database.`);
    const { data, error: cause } = cycleDocument.safeParse(stored.document);
    // A document may look the same and say more: then what this release does not know would be empty.
    if (data !== undefined && stored.language <= documentLanguage) return compileCycle(withoutDisabled(data));
    const error = new UnreadableVersion(
      `Version ${version} of cycle ${cycleId} is not one this release can read. Update this process to the release that published it.`,
      cause && { cause },
    );
    log?.warn({ err: error, cycle: cycleId, version }, "a version cannot be read here; its runs wait");
    throw error;
  };
  return {
    get: (cycleId, version) => {
      const key = `${cycleId} ${version}`;
      const found = compiled.get(key);
      if (found) return found;
      const loading = load(cycleId, version);
      compiled.set(key, loading);
      // Neither release nor version changes while the process lives. Any other failure is not kept: the database may be back
      // in a second.
      loading.then(
        (cycle) => compiled.set(key, cycle),
        (error: unknown) => {
          if (!(error instanceof UnreadableVersion)) compiled.delete(key);
        },
      );
      return loading;
    },
  };
}
