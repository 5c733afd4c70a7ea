import { checkSetupRow } from "../connection/setup-check.ts";
import { lookAtPagesInTurn, lookAtRegistration } from "../connection/drift.ts";
import { tellOfDrift } from "../connection/drift-notice.ts";
import type { SetupActDeps } from "../connection/setup-application.ts";
import { deleteUnusedApps } from "../connection/own-app-store.ts";
import { claimSetupsToLookAt } from "../connection/setup-look-store.ts";
import type { SetupRecord } from "../connection/setup-store.ts";
import { noticesTopic } from "../db/signal.ts";
import type { Chore } from "./chore.ts";

/** Setups of one turn; those left have their turn a minute later. */
const setupsAtMost = 20;

/** Looks whether what stands at the applications is still what we need, each Setup's about every quarter of an hour. */
export const lookAtSetups: Chore<SetupActDeps> = async (deps, stop) => {
  await dropUnusedApps(deps);
  for (const setup of await claimSetupsToLookAt(deps.database.engine, setupsAtMost)) {
    if (stop.aborted) return;
    await lookAt(deps, setup).catch((error: unknown) =>
      deps.log.error(
        { err: error, setup: setup.id },
        "a Setup could not be looked at; it is tried again in its next turn",
      ),
    );
  }
};

/** So old, and of no connection: what was brought for one that did not come about, or that went with its account. In ms. */
const unusedMs = 600_000;

async function dropUnusedApps({ database, clock, touch }: SetupActDeps): Promise<void> {
  const dropped = await deleteUnusedApps(database.engine, { madeBefore: new Date(clock.now() - unusedMs) });
  if (dropped > 0) touch([noticesTopic]);
}

async function lookAt(deps: SetupActDeps, setup: SetupRecord): Promise<void> {
  const connector = deps.connectors.get(setup.connector);
  // It may be no longer there.
  if (connector === undefined) return;
  // Nobody could be asked when it was saved.
  const isUnchecked = setup.checkedAt === null && setup.checkFailure?.field == null;
  if (connector.application !== null && isUnchecked) await checkSetupRow(deps, setup);
  await lookAtRegistration(deps, setup);
  await lookAtPagesInTurn(deps, setup.id);
  await tellOfDrift(deps, setup.id);
}
