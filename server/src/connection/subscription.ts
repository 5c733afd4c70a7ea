import { type CallContext, type Connector, ConnectorError } from "@velodrome/kit";
import { toWire } from "../base/id.ts";
import type { CallAccess, CredentialsDeps } from "./call-access.ts";
import { callContext } from "./call-access.ts";
import { noteSubscription } from "./connection-store.ts";
import { topicsOf } from "./connection-topics.ts";
import { maskFailure } from "./mask-failure.ts";
import { readListenedMethods } from "./page-claim-store.ts";
import type { Credentials } from "@velodrome/kit";

export interface SubscriptionProblem {
  code: string;
  message: string;
}

/**
 * Makes the application send the Page's events: the fields always wanted, and those that running cycles need. The
 * connection is good whatever comes of it, so that a failure is noted at it and answered, not thrown.
 */
export async function subscribePage(
  deps: CredentialsDeps,
  access: CallAccess,
  place: { accountId: string; id: string },
  credentials: Credentials,
): Promise<SubscriptionProblem | null> {
  const { target } = access.connector;
  if (target === null || access.setup === null) return null;
  const { externalId } = credentials;
  const methods = await readListenedMethods(deps.database.engine, { setupId: access.setup.id, externalId });
  const fields = [...new Set([...target.fields, ...target.fieldsOf(methods)])];
  const problem = await trySubscribe(deps, access.connector, callContext(deps, access, credentials), {
    ...place,
    fields,
  });
  const reason = problem && { code: "not_subscribed", message: problem.message };
  await deps.database.withAccount(place.accountId, (scope) =>
    noteSubscription(scope, { ...place, externalId }, problem === null ? fields : null, reason),
  );
  deps.touch(topicsOf({ ...place, setupId: access.setup.id }));
  return problem;
}

async function trySubscribe(
  deps: Pick<CredentialsDeps, "log">,
  { title, target }: Connector,
  context: CallContext,
  { id, fields }: { id: string; fields: readonly string[] },
): Promise<SubscriptionProblem | null> {
  try {
    await target?.subscribe(context, fields);
    return null;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { message, details } = maskFailure(context, error);
    deps.log.warn(
      { connection: toWire("connection", id), page: context.credentials.externalId, code: error.code, details },
      `The Page's events could not be subscribed to: ${message}`,
    );
    return {
      code: error.code,
      // What is final says itself what to do.
      message: `${title} does not send this Page's events yet: ${message}${error.kind === "terminal" ? "" : " Connect it again once the cause is gone."}`,
    };
  }
}

/** Nobody here has the Page any more. What cannot be ended at the application is dropped when it comes, so a failure is logged. */
export async function unsubscribePage(
  deps: CredentialsDeps,
  access: CallAccess,
  credentials: Credentials,
): Promise<void> {
  const { target } = access.connector;
  if (target === null) return;
  const context = callContext(deps, access, credentials);
  try {
    await target.unsubscribe(context);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    deps.log.warn(
      { page: credentials.externalId, code: error.code, ...maskFailure(context, error) },
      "The application goes on sending the events of a Page that was disconnected; they are dropped.",
    );
  }
}
