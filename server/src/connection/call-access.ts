import type { CallContext, Connector, Credentials, HttpClient, SetupValues } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import type { Log } from "../base/log.ts";
import type { ConnectionRecord } from "./connection-store.ts";
import type { ConnectionDeps } from "./connections.ts";
import { openValues } from "./setup-cache.ts";
import { readSetup, type SetupRecord } from "./setup-store.ts";
import { findConnector } from "./setups.ts";

export interface CredentialsDeps extends ConnectionDeps {
  /** The way out for a Setup's calls; every call ends with `signal`. */
  http(setup: SetupValues, signal?: AbortSignal): HttpClient;
  log: Log;
}

/** What calls in a connection's name start from. */
export interface CallAccess {
  connector: Connector;
  setup: SetupRecord | null;
  values: SetupValues;
  properties: ConnectionRecord["properties"];
}

/** Longest wait for the application while a person waits for the answer, in ms. */
const patienceMs = 15_000;

/** Of a connection whose connector does without a Setup. */
export const noSetup: SetupValues = {
  clientId: "",
  clientSecrets: [],
  graphUrl: null,
  dialogUrl: null,
  graphVersion: "",
  scopes: [],
  configId: null,
  systemUser: false,
};

/** No transaction is open while the application is asked, so that this is read before. @throws AppError without a Setup that is needed */
export async function readAccess(
  deps: Pick<CredentialsDeps, "database" | "sealer" | "connectors">,
  { connector: name, setupId, properties }: Pick<ConnectionRecord, "connector" | "setupId" | "properties">,
): Promise<CallAccess> {
  const connector = findConnector(deps.connectors, name);
  const setup = setupId === null ? null : await readSetup(deps.database.engine, setupId);
  if (setup === null && connector.setup.need === "required") {
    throw new AppError("setup_required", { message: "This connection has no Setup. Make a new connection with one." });
  }
  return { connector, setup, values: setup === null ? noSetup : openValues(deps.sealer, setup), properties };
}

export function callContext(
  deps: Pick<CredentialsDeps, "http">,
  { values, properties }: Pick<CallAccess, "values" | "properties">,
  credentials: Credentials,
  waitMs = patienceMs,
): CallContext {
  const signal = AbortSignal.timeout(waitMs);
  return { setup: values, credentials, properties, http: deps.http(values, signal), signal };
}
