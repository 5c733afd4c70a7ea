import type { Connection, SignInState } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import type { Clock } from "../base/clock.ts";
import { toWire } from "../base/id.ts";
import type { ConnectionRecord, NotedSignIn } from "./connection-store.ts";

export interface AnswerDeps {
  connectors: ConnectorMap;
  clock: Clock;
}

/** Secrets stay behind: only whether a Verify Token is set is told. */
export const toConnection = (deps: AnswerDeps, connection: ConnectionRecord): Connection => ({
  id: toWire("connection", connection.id),
  account: toWire("account", connection.accountId),
  connector: connection.connector,
  setup: connection.setupId === null ? null : toWire("setup", connection.setupId),
  name: connection.name,
  status: connection.status,
  page:
    connection.externalId === null || connection.externalId === ""
      ? null
      : { id: connection.externalId, name: connection.externalName },
  hasVerifyToken: connection.verifyToken !== null,
  auth: connection.auth,
  properties: connection.properties,
  reason: connection.reason,
  signedInBy: connection.personName ?? connection.personId,
  signIn: connection.signIn && toSignInState(connection.signIn, deps.clock.now()),
  contactUrl: contactUrlOf(deps.connectors, connection),
  // The sandbox stands in for Pages only; other connections talk to addresses of their own.
  sandbox: connection.sandbox && (deps.connectors.get(connection.connector)?.target ?? null) !== null,
  createdAt: connection.createdAt.toISOString(),
  updatedAt: connection.updatedAt.toISOString(),
});

/** Where a person writes to it; null where connections are no places to write to. */
export function contactUrlOf(
  connectors: ConnectorMap,
  { connector, externalId, dialogUrl }: Pick<ConnectionRecord, "connector" | "externalId" | "dialogUrl">,
): string | null {
  if (externalId === null || externalId === "") return null;
  return connectors.get(connector)?.target?.contactUrl(externalId, dialogUrl) ?? null;
}

/** Nobody tells when a person just leaves: one that was to be over by now has expired. */
function toSignInState({ expiresAt, ...state }: NotedSignIn, now: number): SignInState {
  const isOpen = state.status === "waiting" || state.status === "started" || state.status === "choosing";
  return isOpen && Date.parse(expiresAt) <= now ? { ...state, status: "expired" } : state;
}
