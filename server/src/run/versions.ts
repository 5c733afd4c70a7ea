import { cycleDocument } from "@velodrome/contract";
import type { Database } from "../db/database.ts";
import { type CompiledCycle, compileCycle } from "../step/compile.ts";
import { readVersion } from "./version-store.ts";

/** Compiled versions. A version never changes, so what was compiled once is kept for as long as the process lives. */
export interface Versions {
  get(cycleId: string, version: number): Promise<CompiledCycle>;
}

export function createVersions(database: Database): Versions {
  const compiled = new Map<string, Promise<CompiledCycle>>();
  const load = async (cycleId: string, version: number): Promise<CompiledCycle> => {
    const stored = await readVersion(database.engine, cycleId, version);
    if (stored === null) throw new Error(`Version ${version} of cycle ${cycleId} is not in the database.`);
    return compileCycle(cycleDocument.parse(stored));
  };
  return {
    get: (cycleId, version) => {
      const key = `${cycleId} ${version}`;
      const found = compiled.get(key);
      if (found) return found;
      const loading = load(cycleId, version);
      compiled.set(key, loading);
      // A failure is not kept: the database may be back in a second.
      loading.catch(() => compiled.delete(key));
      return loading;
    },
  };
}
