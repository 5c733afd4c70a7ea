import { cycleDocument } from "@velodrome/contract";
import type { AccountScope } from "../db/database.ts";
import { isCatchingUp } from "./backlog-store.ts";
import type { CycleConnection } from "./connection-choice.ts";
import { listenersOf, type Version } from "./listener-choice.ts";
import { deleteListeners, insertListeners, readWaitingVersions } from "./listener-store.ts";
import type { RunHooks } from "./run-hooks.ts";

export interface LiveVersion extends Version {
  accountId: string;
  cycleId: string;
}

/** Replaces what a cycle listens to. `once` undefined: as it was. */
export async function writeListeners(
  scope: AccountScope,
  runs: Pick<RunHooks, "versionsOf">,
  live: LiveVersion,
  connections: readonly CycleConnection[],
  once?: boolean,
): Promise<void> {
  const before = await deleteListeners(scope, live.accountId, live.cycleId);
  // It listens once it has answered what came while it was stopped; until then what comes, also to waits, joins that.
  if (await isCatchingUp(scope, live.cycleId)) return;
  const older = await olderWaits(scope, runs, live);
  await insertListeners(scope, { ...live, once: once ?? before.once }, listenersOf(live, older, connections));
}

/** Versions with waits that unfinished runs have, the newest first: these runs still wait for their events. */
export async function olderWaits(
  scope: AccountScope,
  runs: Pick<RunHooks, "versionsOf">,
  live: Pick<LiveVersion, "accountId" | "cycleId" | "version">,
): Promise<Version[]> {
  const waiting = await readWaitingVersions(scope, live);
  if (waiting.length === 0) return [];
  const unfinished = new Set(await runs.versionsOf(scope, live.cycleId));
  return waiting
    .filter(({ version }) => unfinished.has(version))
    .flatMap(({ version, document }) => {
      const { data } = cycleDocument.safeParse(document);
      return data ? [{ version, document: data }] : [];
    });
}
