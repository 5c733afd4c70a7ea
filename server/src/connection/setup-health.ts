import type { SetupHealth } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import { makeChecklist } from "./checklist.ts";
import { lookAtAllPages, lookAtRegistration } from "./drift.ts";
import { tellOfDrift } from "./drift-notice.ts";
import type { SetupActDeps } from "./setup-application.ts";
import { gatherSetupFacts, type SetupFacts } from "./setup-facts.ts";
import { findSetupTrouble } from "./setup-findings.ts";
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
    duplicates: countOf("duplicate"),
    dropped: countOf("page_disconnected"),
  };
}
