import type { SetupCheck } from "@velodrome/contract";
import { ConnectorError } from "@velodrome/kit";
import { applicationFailure, openApplication, type SetupActDeps } from "./setup-application.ts";
import { keepCheck } from "./setup-look-store.ts";
import type { CheckFailure } from "./setup-store.ts";
import { findSetup } from "./setups.ts";

/** Tries Client ID and Client Secret at the application, and keeps what came of it. */
export async function checkSetup(
  deps: Pick<SetupActDeps, "database" | "connectors" | "sealer" | "http">,
  connector: string,
  id: string,
): Promise<SetupCheck> {
  const setup = await findSetup(deps, connector, id);
  const { application, context } = openApplication(deps, setup);
  const { engine } = deps.database;
  try {
    const { name } = await application.check(context);
    await keepCheck(engine, setup, { appName: name });
    return { ok: true, appName: name };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { code, message, details } = applicationFailure(context, error);
    const failure = { field: fieldAtFault(details), code, message };
    await keepCheck(engine, setup, { failure });
    return { ok: false, ...failure };
  }
}

const fieldAtFault = ({ field }: Record<string, unknown>): CheckFailure["field"] =>
  field === "clientId" || field === "clientSecret" ? field : null;
