import { gatherSetupFacts, type SetupFacts } from "../setup-facts.ts";
import type { SetupActDeps } from "../setup-application.ts";
import { readSetup, type SetupRecord } from "../setup-store.ts";
import type { CallWait } from "../connection-usage.ts";

/** What a connection's Setup is to its health. */
export interface SetupSurroundings {
  setup: SetupRecord;
  facts: SetupFacts;
  /** Trigger methods that running cycles listen to, per Page. */
  heard: ReadonlyMap<string, readonly string[]>;
}

/** What is the same for many connections of an account: each is asked for once, when it is first needed. */
export interface HealthSurroundings {
  ofSetup(id: string): Promise<SetupSurroundings | null>;
  waits(): Promise<ReadonlyMap<string, readonly CallWait[]>>;
}

export function healthSurroundings(deps: SetupActDeps, accountId: string): HealthSurroundings {
  const setups = new Map<string, Promise<SetupSurroundings | null>>();
  let waits: ReturnType<HealthSurroundings["waits"]> | null = null;
  return {
    ofSetup(id) {
      const asked = setups.get(id) ?? readSurroundings(deps, id);
      setups.set(id, asked);
      return asked;
    },
    waits: () => (waits ??= deps.usage.waitingCalls(accountId)),
  };
}

async function readSurroundings(deps: SetupActDeps, id: string): Promise<SetupSurroundings | null> {
  const setup = await readSetup(deps.database.engine, id);
  if (setup === null) return null;
  const [facts, heard] = await Promise.all([gatherSetupFacts(deps, setup), deps.usage.methodsHeard(id)]);
  return { setup, facts, heard };
}
