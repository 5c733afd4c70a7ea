import type { Connection, ConnectionCreate } from "@velodrome/contract";
import type { Connector } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import { newId } from "../base/id.ts";
import type { CredentialsDeps } from "./call-access.ts";
import { toConnection } from "./connection-answer.ts";
import { readProperties } from "./connection-properties.ts";
import { type ConnectionRecord, insertConnection, type StoredConnection } from "./connection-store.ts";
import { topicsOf } from "./connection-topics.ts";
import { withVerifyToken } from "./connections.ts";
import { type Brought, dropUnusedApp, setupOfConnection } from "./own-apps.ts";
import { readDefaultSetup, type SetupRecord } from "./setup-store.ts";
import { findConnector, findSetup } from "./setups.ts";
import { isForeignKeyViolation } from "./sql-state.ts";

/** In how many tries a Setup may be deleted under the connection that is being made. */
const triesAtMost = 3;

/** `actor`: who makes it, for what has to be proved later. */
export async function createConnection(
  deps: CredentialsDeps,
  { accountId, actor }: { accountId: string; actor: string },
  wanted: ConnectionCreate,
): Promise<Connection> {
  const connector = findConnector(deps.connectors, wanted.connector);
  const { verifyToken = null, clientId, clientSecret, configId, ...given } = wanted.properties ?? {};
  const properties = readProperties(connector, given);
  const id = newId();
  const connection = await insert(
    deps,
    connector,
    wanted,
    { actor, brought: { clientId, clientSecret, configId } },
    {
      ...{ accountId, id, connector: wanted.connector, name: wanted.name, properties },
      ...{ status: "new", rejected: false, externalId: null, externalName: null, auth: null },
      ...{ reason: null, personId: null, personName: null, subscribedFields: null, signIn: null },
      ...withVerifyToken(deps, id, { credentials: null, verifyToken }),
    },
  );
  deps.touch(topicsOf(connection));
  return toConnection(deps, connection);
}

interface Given {
  actor: string;
  brought: Brought;
}

/** An application that was brought goes again when its connection does not come about. */
async function insert(
  deps: CredentialsDeps,
  connector: Connector,
  wanted: ConnectionCreate,
  given: Given,
  row: Omit<StoredConnection, "setupId">,
  tries = 1,
): Promise<ConnectionRecord> {
  const setupId = (await setupFor(deps, connector, wanted, { ...given, accountId: row.accountId }))?.id ?? null;
  try {
    return await deps.database.withAccount(row.accountId, (scope) => insertConnection(scope, { ...row, setupId }));
  } catch (error) {
    await dropUnusedApp(deps, setupId);
    // The last other connection of that application was deleted at this moment, and the application with it.
    if (isForeignKeyViolation(error) && tries < triesAtMost)
      return insert(deps, connector, wanted, given, row, tries + 1);
    throw error;
  }
}

async function setupFor(
  deps: CredentialsDeps,
  connector: Connector,
  wanted: ConnectionCreate,
  { brought, ...by }: Given & { accountId: string },
): Promise<SetupRecord | null> {
  const setup =
    wanted.setup === undefined
      ? await readDefaultSetup(deps.database.engine, wanted.connector)
      : await findSetup(deps, wanted.connector, wanted.setup);
  if (setup !== null && setup.baseId !== null) {
    throw new AppError("invalid_request", {
      message:
        "Another connection brought the application of this Setup. Name the Setup that asks for it, and bring it again.",
      details: { in: "body", problems: [{ path: "setup", message: "Name the Setup that asks for it (its `base`)." }] },
    });
  }
  if (setup !== null) return setupOfConnection(deps, connector, setup, brought, by);
  if (connector.setup.need === "required") {
    throw new AppError("setup_required", {
      message: `${connector.title} has no Setup yet, so nothing can be connected with it. Make a Setup first.`,
    });
  }
  const [field] = Object.entries(brought).find(([, value]) => value !== undefined) ?? [];
  if (field === undefined) return null;
  // Without a Setup nothing says how to sign in with it.
  const message = "There is no Setup that asks for it: leave it out, or make one.";
  throw new AppError("invalid_request", {
    message,
    details: { in: "body", problems: [{ path: `properties.${field}`, message }] },
  });
}
