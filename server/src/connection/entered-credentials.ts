import type { Connection, CredentialsPut } from "@velodrome/contract";
import type { Connector } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import { wordsOfIssues } from "../base/schema-issue.ts";
import { openConnectionVerifyToken } from "./connection-secrets.ts";
import { nextStanding } from "./connection-status.ts";
import { updateConnection } from "./connection-store.ts";
import { toConnection } from "./connection-answer.ts";
import { changeConnection, type ConnectionDeps, getConnection, withVerifyToken } from "./connections.ts";
import { findConnector } from "./setups.ts";

type Entered = Extract<CredentialsPut, { auth: string }>;

/**
 * Takes what a person entered for one of a connector's kinds of authentication: a key, a token, a name and a password.
 * Nobody is asked whether it is right: there is no call that every such application has.
 *
 * @throws AppError when the connector has no such kind, or the values are not of its shape
 */
export async function enterCredentials(
  deps: ConnectionDeps,
  place: { accountId: string; id: string },
  wanted: Entered,
): Promise<Connection> {
  const { connector } = await getConnection(deps, place.accountId, place.id);
  const values = readValues(findConnector(deps.connectors, connector), wanted);
  return changeConnection(deps, place.accountId, place.id, async (scope, current) => {
    const verifyToken = openConnectionVerifyToken(deps.sealer, current);
    const credentials = { externalId: "", accessToken: "", auth: wanted.auth, values };
    const connection = await updateConnection(scope, {
      ...current,
      ...withVerifyToken(deps, current.id, { credentials, verifyToken }),
      ...nextStanding(current, "authenticate"),
      auth: wanted.auth,
      reason: null,
    });
    await deps.hooks.changed(scope, { accountId: place.accountId, connectionId: current.id });
    return toConnection(deps, connection);
  });
}

function readValues(connector: Connector, wanted: Entered): Record<string, string> {
  const auth = connector.auth.find(({ kind }) => kind === wanted.auth);
  if (auth === undefined) {
    const kinds = connector.auth.map(({ kind }) => kind).join(", ");
    throw new AppError("invalid_request", {
      message: `${connector.title} cannot be authenticated by "${wanted.auth}". It takes: ${kinds}.`,
    });
  }
  if (!("fields" in auth)) return {};
  const parsed = auth.fields.safeParse(wanted.values);
  if (!parsed.success) {
    throw new AppError("invalid_request", {
      message: `${auth.title} needs other values: ${wordsOfIssues(parsed.error.issues)}.`,
      details: { fields: parsed.error.issues.map(({ path }) => path.map(String).join(".")) },
    });
  }
  return Object.fromEntries(Object.entries(parsed.data).map(([field, value]) => [field, String(value)]));
}
