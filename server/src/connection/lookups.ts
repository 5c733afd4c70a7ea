import type { Choice, LookupQuery } from "@velodrome/contract";
import { ConnectorError } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import type { ListPage } from "../base/list-page.ts";
import { callContext, readAccess } from "./call-access.ts";
import { listGrantedPages } from "./choose-page.ts";
import { openCredentials } from "./connection-secrets.ts";
import { readConnection } from "./connection-store.ts";
import { connectionNotFound, connectionUuid } from "./connections.ts";
import { maskFailure } from "./mask-failure.ts";
import type { SignInDeps } from "./sign-in.ts";

/** Of every connector whose connections stand for Pages: what can be chosen after a sign-in. */
const pages = "pages";

/** Choices for a field, asked of the application with the connection's own credentials. @throws AppError */
export async function lookUp(
  deps: SignInDeps,
  place: { accountId: string; id: string },
  name: string,
  query: LookupQuery,
): Promise<ListPage<Choice>> {
  const id = connectionUuid(place.id);
  const connection = await deps.database.withAccount(place.accountId, (scope) =>
    readConnection(scope, place.accountId, id),
  );
  if (connection === null) throw connectionNotFound(place.id);
  const access = await readAccess(deps, connection);
  const { connector } = access;
  if (name === pages && connector.target !== null) return listGrantedPages(deps, place, query);
  const lookup = Object.hasOwn(connector.lookups, name) ? connector.lookups[name] : undefined;
  if (lookup === undefined) throw lookupNotFound(connector.title, name);
  const credentials = openCredentials(deps.sealer, connection);
  if (credentials === null) {
    throw new AppError("sign_in_required", {
      message: `${connector.title} can only be asked once this connection is authenticated.`,
    });
  }
  const context = callContext(deps, access, credentials);
  try {
    const { search, limit, cursor = null } = query;
    const { items, nextCursor } = await lookup.list(context, { search, limit, cursor });
    return { items: items.map(({ value, label }) => ({ value, label })), nextCursor };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { message, details } = maskFailure(context, error);
    throw new AppError(
      error.kind === "terminal" ? "application_refused" : "unavailable",
      { message: `${connector.title} gave no choices: ${message}`, details: { ...details, reason: error.code } },
      { cause: error },
    );
  }
}

const lookupNotFound = (title: string, name: string) =>
  new AppError("lookup_not_found", {
    message: `${title} has no lookup "${name}". GET /v1/connectors/… lists the lookups of its methods.`,
  });
