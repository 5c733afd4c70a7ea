import type { SetupCheck } from "@velodrome/contract";
import { ConnectorError } from "@velodrome/kit";
import { setupTopic } from "../db/signal.ts";
import { applicationFailure, type OpenApplication, openApplication, type SetupActDeps } from "./setup-application.ts";
import { keepCheck } from "./setup-look-store.ts";
import type { CheckFailure, SetupRecord } from "./setup-store.ts";
import { findSetup } from "./setups.ts";

type CheckDeps = Pick<SetupActDeps, "database" | "connectors" | "sealer" | "http" | "touch">;

/** Tries Client ID and Client Secret at the application, and keeps what came of it. */
export const checkSetup = async (deps: CheckDeps, connector: string, id: string): Promise<SetupCheck> =>
  checkSetupRow(deps, await findSetup(deps, connector, id));

/** The same of a Setup that is at hand. */
export async function checkSetupRow(deps: CheckDeps, setup: SetupRecord): Promise<SetupCheck> {
  const outcome = await tryApplication(openApplication(deps, setup));
  await keepCheck(deps.database.engine, setup, outcome);
  deps.touch([setupTopic(setup.id)]);
  return "failure" in outcome ? { ok: false, ...outcome.failure } : { ok: true, appName: outcome.appName };
}

/** Whether Client ID and Client Secret are an application's; its failure has no field when nobody could be asked. */
export async function tryApplication({
  application,
  context,
}: OpenApplication): Promise<{ appName: string } | { failure: CheckFailure }> {
  try {
    const { name } = await application.check(context);
    return { appName: name };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { code, message, details } = applicationFailure(context, error);
    return { failure: { field: fieldAtFault(details), code, message } };
  }
}

const fieldAtFault = ({ field }: Record<string, unknown>): CheckFailure["field"] =>
  field === "clientId" || field === "clientSecret" ? field : null;
