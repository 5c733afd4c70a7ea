import type { SetupHealth } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import { makeChecklist } from "./checklist.ts";
import { lookAtAllPages, lookAtRegistration } from "./drift.ts";
import { tellOfDrift } from "./drift-notice.ts";
import type { SetupActDeps } from "./setup-application.ts";
import { gatherSetupFacts, type SetupFacts } from "./setup-facts.ts";
import { findSetupTrouble } from "./setup-findings.ts";
import type { ResubscriptionProgress } from "./setup-store.ts";
import { findSetup } from "./setups.ts";

/** How a Setup is, from what is known; `refresh` asks the application first. */
export async function readSetupHealth(
  deps: SetupActDeps,
  connector: string,
  id: string,
  { refresh }: { refresh: boolean },
): Promise<SetupHealth> {
  const setup = await findSetup(deps, connector, id);
  if (refresh) {
    await lookAtRegistration(deps, setup);
    await lookAtAllPages(deps, setup.id);
    await tellOfDrift(deps, setup.id);
  }
  return toHealth(await gatherSetupFacts(deps, refresh ? await findSetup(deps, connector, id) : setup));
}

/** A Page takes at most a fourth of this, so nothing in so long means that whoever did it is gone. In ms. */
const stalledMs = 60_000;

/** Null unless one is under way, or was left half done. */
function underWay(progress: ResubscriptionProgress | null, now: number): SetupHealth["resubscription"] {
  if (progress === null || progress.finishedAt !== null) return null;
  const { startedAt, total, done, failed } = progress;
  return { startedAt, total, done, failed, stalled: now - Date.parse(progress.updatedAt) > stalledMs };
}

function toHealth(facts: SetupFacts): SetupHealth {
  const { setup, rejections, lastEventAt, counts } = facts;
  const countOf = (reason: string) => counts.find((each) => each.reason === reason)?.count ?? 0;
  return {
    checklist: makeChecklist(facts),
    findings: findSetupTrouble(facts),
    rejections: rejections.map(({ reason, count, lastAt, since, recent }) => ({
      reason,
      count,
      lastAt: lastAt.toISOString(),
      since: since?.toISOString() ?? null,
      recent,
    })),
    verifiedAt: setup.verifiedAt?.toISOString() ?? null,
    verifiedBy: setup.verifiedBy === null ? null : toWire("connection", setup.verifiedBy),
    registration: setup.registration && { ...setup.registration, fields: [...setup.registration.fields] },
    lastEventAt: lastEventAt?.toISOString() ?? null,
    resubscription: underWay(setup.resubscription, facts.now),
    duplicates: countOf("duplicate"),
    dropped: countOf("page_disconnected"),
  };
}
