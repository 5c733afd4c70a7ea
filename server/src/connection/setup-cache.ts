import type { SetupValues } from "@velodrome/kit";
import type { Clock } from "../base/clock.ts";
import type { Soon } from "../base/soon.ts";
import type { Database } from "../db/database.ts";
import { createFreshCache } from "./fresh-cache.ts";
import type { Sealer } from "../base/seal.ts";
import { openClientSecrets } from "./setup-secrets.ts";
import { readSetup, readSetupByKey, type StoredSetup } from "./setup-store.ts";

/** A Setup with its secrets opened: for calls and signatures, never for an answer or a log. */
export interface OpenSetup {
  id: string;
  connector: string;
  key: string;
  values: SetupValues;
}

/** Setups for the hot path, at most 5 s old. */
export interface SetupCache {
  byKey(connector: string, key: string): Soon<OpenSetup | null>;
  byId(id: string): Soon<OpenSetup | null>;
  /** Reads it anew: its secret may have changed a second ago. */
  refresh(connector: string, key: string): Promise<OpenSetup | null>;
}

const lifetime = { keepMs: 5000, keepAbsentMs: 1000, size: 10_000 };

export const openValues = (sealer: Sealer, setup: StoredSetup): SetupValues => ({
  clientId: setup.clientId,
  clientSecrets: openClientSecrets(sealer, setup),
  graphUrl: setup.graphUrl,
  dialogUrl: setup.dialogUrl,
  graphVersion: setup.graphVersion,
  scopes: setup.scopes,
  configId: setup.loginKind === "login-for-business" ? setup.configId : null,
  systemUser: setup.systemUser,
});

const open = (sealer: Sealer, setup: StoredSetup): OpenSetup => ({
  id: setup.id,
  connector: setup.connector,
  key: setup.key,
  values: openValues(sealer, setup),
});

/** Names of connectors have no colon. */
const addressOf = (connector: string, key: string): string => `${connector}:${key}`;

export function createSetupCache(deps: { database: Database; sealer: Sealer; clock: Clock }): SetupCache {
  const { database, sealer, clock } = deps;
  const opened = (setup: StoredSetup | null) => setup && open(sealer, setup);
  const byAddress = createFreshCache<OpenSetup>({
    ...lifetime,
    clock,
    load: async (address) => {
      const colon = address.indexOf(":");
      return opened(await readSetupByKey(database.engine, address.slice(0, colon), address.slice(colon + 1)));
    },
  });
  const byId = createFreshCache<OpenSetup>({
    ...lifetime,
    clock,
    load: async (id) => opened(await readSetup(database.engine, id)),
  });
  return {
    byKey: (connector, key) => byAddress.get(addressOf(connector, key)),
    byId: (id) => byId.get(id),
    refresh: (connector, key) => byAddress.refresh(addressOf(connector, key)),
  };
}
