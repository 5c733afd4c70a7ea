import type { SetupCheck } from "@velodrome/contract";
import { ConnectorError } from "@velodrome/kit";
import { setupTopic } from "../db/signal.ts";
import { applicationFailure, openApplication, type SetupActDeps } from "./setup-application.ts";
import { keepCheck } from "./setup-look-store.ts";
import type { CheckFailure, SetupRecord } from "./setup-store.ts";
import { findSetup } from "./setups.ts";

type CheckDeps = Pick<SetupActDeps, "database" | "connectors" | "sealer" | "http" | "touch">;

/** Tries Client ID and Client Secret at the application, and keeps what came of it. */
export const checkSetup = async (deps: CheckDeps, connector: string, id: string): Promise<SetupCheck> =>
  checkSetupRow(deps, await findSetup(deps, connector, id));

/** The same of a Setup that is at hand. */
export async function checkSetupRow(deps: CheckDeps, setup: SetupRecord): Promise<SetupCheck> {
  const { application, context } = openApplication(deps, setup);
  const { engine } = deps.database;
  try {
    const { name } = await application.check(context);
    await keepCheck(engine, setup, { appName: name });
    deps.touch([setupTopic(setup.id)]);
    return { ok: true, appName: name };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { code, message, details } = applicationFailure(context, error);
    const failure = { field: fieldAtFault(details), code, message };
    await keepCheck(engine, setup, { failure });
    deps.touch([setupTopic(setup.id)]);
    return { ok: false, ...failure };
  }
}

const fieldAtFault = ({ field }: Record<string, unknown>): CheckFailure["field"] =>
  field === "clientId" || field === "clientSecret" ? field : null;
