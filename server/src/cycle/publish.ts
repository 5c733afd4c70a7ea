import type { CycleDocument, CycleWithDocument } from "@velodrome/contract";
import { isDeepStrictEqual } from "node:util";
import { AppError } from "../base/app-error.ts";
import type { AccountScope } from "../db/database.ts";
import { type CycleConnection, withConnections } from "./connection-choice.ts";
import type { CycleRecord } from "./cycle-store.ts";
import { answer, changeCycle, type CycleDeps, type CyclePlace, findCycle, accountRules } from "./cycles.ts";
import { withoutPins } from "./document-difference.ts";
import { type LiveVersion, writeListeners } from "./listeners.ts";
import { writeDue } from "./due.ts";
import { findPrerequisites } from "./prerequisites.ts";
import { addVersion, readVersion } from "./version-store.ts";

/** Makes the draft a version. A running cycle takes it for new events, so that there it must be ready. */
export async function publishCycle(
  deps: CycleDeps,
  place: CyclePlace,
  wanted: { note?: string | undefined; actor: string },
): Promise<CycleWithDocument> {
  return changeCycle(deps, place, async (scope, cycle, connections) => {
    const running = cycle.status === "running";
    if (running) await assertReady(deps, scope, cycle, connections);
    const { note = null, actor } = wanted;
    const live = await addDraft(scope, cycle, connections, { note, publishedBy: actor });
    if (running) await goLive(deps, scope, live, connections);
    return answer(scope, await findCycle(scope, place));
  });
}

/** A running cycle takes another version for what comes from now on. */
export async function goLive(
  { runs, clock }: Pick<CycleDeps, "runs" | "clock">,
  scope: AccountScope,
  live: LiveVersion,
  connections: readonly CycleConnection[],
): Promise<void> {
  await writeListeners(scope, runs, live, connections);
  await writeDue(scope, live, clock.now());
}

/** The latest version, made of the draft first where that says something else. */
export async function publishIfChanged(
  scope: AccountScope,
  cycle: CycleRecord,
  connections: readonly CycleConnection[],
  actor: string,
): Promise<LiveVersion> {
  const { accountId, id: cycleId, version } = cycle;
  const latest = version === null ? null : await readVersion(scope, accountId, cycleId, version);
  if (latest !== null && isDeepStrictEqual(latest.document, versionOf(cycle, connections))) {
    return { accountId, cycleId, version: latest.version, document: latest.document };
  }
  return addDraft(scope, cycle, connections, { note: null, publishedBy: actor });
}

/** @throws AppError with everything that is missing before the draft can run. */
export async function assertReady(
  deps: CycleDeps,
  scope: AccountScope,
  cycle: CycleRecord,
  connections: readonly CycleConnection[],
): Promise<void> {
  const rules = await accountRules(deps, scope, { accountId: cycle.accountId, cycleId: cycle.id });
  const prerequisites = findPrerequisites(deps, cycle.draft, connections, rules);
  if (prerequisites.length === 0) return;
  const words = prerequisites.map(({ step, message }) => (step === null ? message : `${step}: ${message}`));
  throw new AppError("cycle_not_ready", {
    message: `The cycle "${cycle.name}" is not ready to run. ${words.join(" ")}`,
    details: { prerequisites },
  });
}

const versionOf = ({ draft }: CycleRecord, connections: readonly CycleConnection[]): CycleDocument =>
  withoutPins(withConnections(draft, connections));

async function addDraft(
  scope: AccountScope,
  cycle: CycleRecord,
  connections: readonly CycleConnection[],
  said: { note: string | null; publishedBy: string },
): Promise<LiveVersion> {
  const document = versionOf(cycle, connections);
  const version = await addVersion(scope, cycle, { document, ...said });
  return { accountId: cycle.accountId, cycleId: cycle.id, version, document };
}
