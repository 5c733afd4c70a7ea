import { isDeepStrictEqual } from "node:util";
import { ConnectorError, type Registration } from "@velodrome/kit";
import { inParallel } from "../base/in-parallel.ts";
import { setupTopic } from "../db/signal.ts";
import {
  type ConnectionCheck,
  keepSubscription,
  keepTokenFacts,
  listAuthenticatedConnections,
  listConnectionsToLookAt,
  readConnectionCheck,
  type SeenSubscription,
} from "./connection-check-store.ts";
import { clearReason } from "./connection-store.ts";
import { topicsOf } from "./connection-topics.ts";
import { markTokenDead, openPageConnection, type PageConnection, tryCall } from "./page-connection.ts";
import { applicationFailure, openApplication, type SetupActDeps } from "./setup-application.ts";
import { keepLookFailure, keepRegistration, nothingRegistered } from "./setup-look-store.ts";
import type { SeenRegistration, SetupRecord } from "./setup-store.ts";

type LookDeps = Pick<SetupActDeps, "database" | "connectors" | "sealer" | "http" | "clock" | "touch">;

const atOnce = 8;
/** Pages of one turn; those left have their turn next. */
const pagesAtMost = 500;

/** Asks where the application sends its events now, and keeps the answer. Told of only if it is another one than before. */
export async function lookAtRegistration(deps: LookDeps, setup: SetupRecord): Promise<void> {
  if (!deps.connectors.get(setup.connector)?.application) return;
  const { application, context } = openApplication(deps, setup);
  const { engine } = deps.database;
  try {
    const registration = await application.readRegistration(context);
    await keepRegistration(engine, setup, registration, new Date(deps.clock.now()));
    if (setup.lookFailure === null && isSameRegistration(setup.registration, registration)) return;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { code, message } = applicationFailure(context, error);
    await keepLookFailure(engine, setup.id, { code, message }, new Date(deps.clock.now()));
    if (isDeepStrictEqual(setup.lookFailure, { code, message })) return;
  }
  deps.touch([setupTopic(setup.id)]);
}

/** When it was seen says nothing of what was seen. */
function isSameRegistration(before: SeenRegistration | null, seen: Registration | null): boolean {
  const { url, fields, active } = seen ?? nothingRegistered;
  return before !== null && isDeepStrictEqual([before.url, before.fields, before.active], [url, fields, active]);
}

/** Asks about every Page of a Setup, whenever it was last asked. */
export async function lookAtAllPages(deps: LookDeps, setupId: string): Promise<void> {
  const ids = await listAuthenticatedConnections(deps.database.engine, setupId);
  await inParallel(ids, atOnce, (id) => lookAtPage(deps, id, { fields: true, token: false }));
}

/** Asks about Pages whose turn it is: what is subscribed every hour, the token every day. */
export async function lookAtPagesInTurn(deps: LookDeps, setupId: string): Promise<void> {
  const due = await listConnectionsToLookAt(deps.database.engine, setupId, pagesAtMost);
  await inParallel(due, atOnce, ({ id, ...parts }) => lookAtPage(deps, id, parts));
}

/** Nothing happens when it has no Page or token by now. */
export async function lookAtPage(
  deps: LookDeps,
  connectionId: string,
  parts: { fields: boolean; token: boolean },
): Promise<void> {
  const page = await openPageConnection(deps, connectionId);
  if (page === null) return;
  await Promise.all([parts.fields && lookAtSubscription(deps, page), parts.token && lookAtToken(deps, page)]);
}

async function lookAtSubscription(deps: LookDeps, page: PageConnection): Promise<void> {
  const before = await readConnectionCheck(deps.database.engine, page.record);
  const outcome = await tryCall(deps, page, () => page.target.readSubscription(page.context));
  const seen = "failure" in outcome ? outcome : { fields: outcome.value };
  await keepSubscription(deps.database.engine, page.record, seen, new Date(deps.clock.now()));
  if (!isSameSubscription(before, seen)) deps.touch([setupTopic(page.setup.id)]);
  if ("failure" in outcome || outcome.value === null) return;
  // What was wrong when it was connected has been mended meanwhile, here or there.
  if (await clearReason(deps.database.engine, page.record.id, "not_subscribed")) deps.touch(topicsOf(page.record));
}

function isSameSubscription({ subscription, subscriptionFailure }: ConnectionCheck, seen: SeenSubscription): boolean {
  if ("failure" in seen) return isDeepStrictEqual(subscriptionFailure, seen.failure);
  return subscriptionFailure === null && subscription !== null && isDeepStrictEqual(subscription.fields, seen.fields);
}

/** By the application's own word: a call of the Page would say less. */
async function lookAtToken(deps: LookDeps, page: PageConnection): Promise<void> {
  if (page.connector.application === null) return;
  const { application, context } = openApplication(deps, page.setup);
  const { engine } = deps.database;
  const at = new Date(deps.clock.now());
  try {
    const facts = await application.inspectToken(context, page.credentials.accessToken);
    await keepTokenFacts(engine, page.record, { facts }, at);
    if (!facts.valid) await markTokenDead(deps, page, facts.fault ?? unsaid);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { code, message } = applicationFailure(context, error);
    await keepTokenFacts(engine, page.record, { failure: { code, message } }, at);
  }
}

const unsaid = { code: "token_invalid", message: "The application no longer accepts this connection's token." };
