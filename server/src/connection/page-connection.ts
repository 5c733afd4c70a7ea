import { tellPeopleChore } from "../account/mail-notices.ts";
import { wakeChore } from "../db/wake-chore-store.ts";
import { type CallContext, type Connector, ConnectorError, type Credentials, type TargetActs } from "@velodrome/kit";
import { openCredentials } from "./connection-secrets.ts";
import { nextStanding } from "./connection-status.ts";
import { changeStatusIfUnchanged, type ConnectionRecord, readConnectionOfAnyAccount } from "./connection-store.ts";
import { topicsOf } from "./connection-topics.ts";
import { maskFailure } from "./mask-failure.ts";
import { type Failure, patienceMs, type SetupActDeps } from "./setup-application.ts";
import { openValues } from "./setup-cache.ts";
import { readSetup, type SetupRecord } from "./setup-store.ts";

/** A connection that stands for a Page, ready to be asked about. */
export interface PageConnection {
  record: ConnectionRecord;
  setup: SetupRecord;
  connector: Connector;
  target: TargetActs;
  credentials: Credentials;
  context: CallContext;
}

/** Null when it has no Page, no token or no Setup, or its connector knows no Pages. */
export async function openPageConnection(
  deps: Pick<SetupActDeps, "database" | "connectors" | "sealer" | "http">,
  id: string,
): Promise<PageConnection | null> {
  const { engine } = deps.database;
  const record = await readConnectionOfAnyAccount(engine, id);
  const setup = record?.setupId == null ? null : await readSetup(engine, record.setupId);
  const connector = record && deps.connectors.get(record.connector);
  const credentials = record && openCredentials(deps.sealer, record);
  if (!record?.externalId || setup === null || !connector?.target || !credentials) return null;
  const values = openValues(deps.sealer, setup);
  const signal = AbortSignal.timeout(patienceMs);
  const context: CallContext = {
    setup: values,
    credentials,
    properties: record.properties,
    http: deps.http(values, signal),
    signal,
  };
  return { record, setup, connector, target: connector.target, credentials, context };
}

/**
 * A call in the Page's name. A failure is answered without secrets; one that says that the token is dead is noted at
 * the connection.
 */
export async function tryCall<T>(
  deps: Pick<SetupActDeps, "database" | "touch">,
  page: PageConnection,
  call: () => Promise<T>,
): Promise<{ value: T } | { failure: Failure; terminal: boolean; dead: boolean }> {
  try {
    return { value: await call() };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { message } = maskFailure(page.context, error);
    const failure = { code: error.code, message };
    if (error.reauthenticate) await markTokenDead(deps, page, failure);
    return { failure, terminal: error.kind === "terminal", dead: error.reauthenticate };
  }
}

/** Its events are still kept; its calls stop until somebody signs in again. */
export async function markTokenDead(
  { database, touch }: Pick<SetupActDeps, "database" | "touch">,
  { record }: PageConnection,
  reason: Failure,
): Promise<void> {
  const changed = await changeStatusIfUnchanged(database.engine, record, nextStanding(record, "reject"), reason);
  if (!changed) return;
  touch(topicsOf(record));
  await wakeChore(database.pool, tellPeopleChore);
}
