import type { Credentials, SetupValues } from "@velodrome/kit";
import { tellPeopleChore } from "../account/mail-notices.ts";
import { noSetup } from "./call-access.ts";
import type { Soon } from "../base/soon.ts";
import { wakeChore } from "../db/wake-chore-store.ts";
import { openCredentials } from "./connection-secrets.ts";
import { nextStanding } from "./connection-status.ts";
import { changeStatusIfUnchanged, readConnectionOfAnyAccount } from "./connection-store.ts";
import { topicsOf } from "./connection-topics.ts";
import { createFreshCache } from "./fresh-cache.ts";
import { openValues } from "./setup-cache.ts";
import { readSetup } from "./setup-store.ts";
import { freshCredentials, type RefreshDeps } from "./token-refresh.ts";

export interface OpenConnection {
  connector: string;
  setupId: string | null;
  setup: SetupValues;
  credentials: Credentials;
  properties: Readonly<Record<string, unknown>>;
  /** Subscribed at the application; null when nothing is, or nobody knows. */
  subscribedFields: readonly string[] | null;
}

/** Credentials for the worker, at most 5 s old. */
export interface CredentialsCache {
  /** Null when the account has no such connection, or it is not authenticated. */
  credentialsOf(accountId: string, connectionId: string): Soon<OpenConnection | null>;
  /**
   * Looks again at a connection of which there were no credentials. `dead`: somebody has to sign in again. `late`: its
   * token ended, and the application could not be reached for another. Null when it is not connected at all.
   */
  lookAgain(accountId: string, connectionId: string): Promise<OpenConnection | "dead" | "late" | null>;
  /** The next call reads it anew. */
  forget(connectionId: string): void;
  /**
   * The application refused this token, for this reason. False when the connection has another by now: forget what you
   * know and try again. Another process's changes are never overwritten.
   */
  markNeedsReauthentication(accountId: string, connectionId: string, refused: RefusedToken): Promise<boolean>;
}

export interface RefusedToken {
  accessToken: string;
  /** In words for whoever has to sign in again, without secrets. */
  reason: { code: string; message: string };
}

const lifetime = { keepMs: 5000, keepAbsentMs: 1000, size: 10_000 };

export function createCredentialsCache(deps: RefreshDeps): CredentialsCache {
  const { engine } = deps.database;
  const cache = createFreshCache<OwnedConnection>({
    ...lifetime,
    clock: deps.clock,
    load: (connectionId) => load(deps, connectionId),
  });
  return {
    credentialsOf(accountId, connectionId) {
      const found = cache.get(connectionId);
      return found instanceof Promise ? found.then((read) => ofAccount(accountId, read)) : ofAccount(accountId, found);
    },
    async lookAgain(accountId, connectionId) {
      cache.forget(connectionId);
      const found = await cache.get(connectionId);
      if (found) return ofAccount(accountId, found);
      const known = await readConnectionOfAnyAccount(engine, connectionId);
      if (known === null || known.accountId !== accountId) return null;
      if (known.status === "needs_reauthentication") return "dead";
      return known.status === "authenticated" ? "late" : null;
    },
    forget: (connectionId) => cache.forget(connectionId),
    async markNeedsReauthentication(accountId, connectionId, { accessToken, reason }) {
      cache.forget(connectionId);
      const known = await readConnectionOfAnyAccount(engine, connectionId);
      if (known === null || known.accountId !== accountId) return false;
      if (openCredentials(deps.sealer, known)?.accessToken !== accessToken) return false;
      const changed = await changeStatusIfUnchanged(engine, known, nextStanding(known, "reject"), reason);
      if (changed) {
        deps.touch(topicsOf(known));
        await wakeChore(deps.database.pool, tellPeopleChore);
      }
      return changed;
    },
  };
}

type OwnedConnection = OpenConnection & { accountId: string };

const ofAccount = (accountId: string, found: OwnedConnection | null): OpenConnection | null =>
  found?.accountId === accountId ? found : null;

async function load(deps: RefreshDeps, connectionId: string): Promise<OwnedConnection | null> {
  const { engine } = deps.database;
  const connection = await readConnectionOfAnyAccount(engine, connectionId);
  if (connection === null || connection.status !== "authenticated") return null;
  const credentials = openCredentials(deps.sealer, connection);
  if (credentials === null) return null;
  const setup = connection.setupId === null ? null : await readSetup(engine, connection.setupId);
  const values = setup === null ? noSetup : openValues(deps.sealer, setup);
  const usable = await freshCredentials(deps, connection, values, credentials);
  if (usable === null) return null;
  const { accountId, connector, properties, setupId, subscribedFields } = connection;
  return { accountId, connector, properties, setupId, subscribedFields, setup: values, credentials: usable };
}
