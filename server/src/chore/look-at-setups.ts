import { checkSetupRow } from "../connection/setup-check.ts";
import { lookAtPagesInTurn, lookAtRegistration } from "../connection/drift.ts";
import { tellOfDrift } from "../connection/drift-notice.ts";
import type { SetupActDeps } from "../connection/setup-application.ts";
import { claimSetupsToLookAt } from "../connection/setup-look-store.ts";
import type { SetupRecord } from "../connection/setup-store.ts";
import type { Chore } from "./chore.ts";

/** Setups of one turn; those left have their turn a minute later. */
const setupsAtMost = 20;

/** Looks whether what stands at the applications is still what we need, each Setup's about every quarter of an hour. */
export const lookAtSetups: Chore<SetupActDeps> = async (deps, stop) => {
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
