import type { Caller, GeneralSettings, GeneralSettingsPatch } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import type { Kysely } from "kysely";
import { z } from "zod";
import { actorOf, recordAudit } from "../account/audit.ts";
import { mergeSetting, readSetting } from "../account/setting-store.ts";
import type { DomainChange, Settings } from "../account/settings.ts";
import type { Clock } from "../base/clock.ts";
import { toWire } from "../base/id.ts";
import type { Database } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import { wakeChore } from "../db/wake-chore-store.ts";
import { beginDomainChangeApps, readDomainChangeApps } from "./domain-change-store.ts";

export interface GeneralSettingsDeps {
  database: Database;
  clock: Clock;
  settings: Settings;
  connectors: ConnectorMap;
}

/** The chore that takes every Setup's webhook to the new domain. */
export const domainChangeChore = "move-webhooks";

const settingName = "domain-change";
const kept = z.object({ from: z.string(), to: z.string(), changedAt: z.string() });

/** The settings, and what becomes of webhooks since the Service Domain changed. */
export async function readGeneral(deps: GeneralSettingsDeps): Promise<GeneralSettings> {
  return { ...(await deps.settings.general()), domainChange: await readDomainChange(deps) };
}

/** With another Service Domain every Setup's callback URL is another one: a chore tells the applications. */
export async function changeGeneral(
  deps: GeneralSettingsDeps,
  caller: Caller,
  patch: GeneralSettingsPatch,
): Promise<GeneralSettings> {
  let change: DomainChange | null = null;
  const { after } = await deps.settings.changeGeneral(patch, async (db, moved) => {
    await beginDomainChange(deps, db, moved);
    change = { ...moved };
  });
  if (change !== null) {
    // Lost with the process between the two, the chore's own turn comes within a minute.
    await wakeChore(deps.database.pool, domainChangeChore);
    await recordAudit(deps, {
      actor: actorOf(caller),
      act: "service-domain.changed",
      accountId: null,
      details: change,
    });
  }
  return { ...after, domainChange: await readDomainChange(deps) };
}

/** In the transaction that sets it: a domain is never changed without its webhooks being told. */
async function beginDomainChange(
  { clock, connectors }: GeneralSettingsDeps,
  db: Kysely<Schema>,
  change: DomainChange,
): Promise<void> {
  await mergeSetting(db, settingName, { ...change, changedAt: new Date(clock.now()).toISOString() });
  const withWebhooks = [...connectors.values()].filter(({ webhooks }) => webhooks !== null).map(({ name }) => name);
  await beginDomainChangeApps(db, withWebhooks, {
    verified: "The application is about to be told the new callback URL.",
    unverified: "Its webhook was never verified. Enter the new callback URL when you verify it.",
  });
}

/** The Service Domain that webhooks are to be moved to; null when it was never changed. */
export async function readNewDomain(database: Pick<Database, "engine">): Promise<string | null> {
  const change = await readSetting(database.engine, settingName);
  return change === null ? null : kept.parse(change).to;
}

/** Since when the installation has been where it is; null: the Service Domain was never changed. */
export async function readDomainChangedAt(database: Pick<Database, "engine">): Promise<Date | null> {
  const change = await readSetting(database.engine, settingName);
  return change === null ? null : new Date(kept.parse(change).changedAt);
}

async function readDomainChange({ database }: GeneralSettingsDeps): Promise<GeneralSettings["domainChange"]> {
  const change = await readSetting(database.engine, settingName);
  if (change === null) return null;
  const apps = await readDomainChangeApps(database.pool);
  return {
    ...kept.parse(change),
    apps: apps.map(({ connector, setupId, name, state, message }) => ({
      ...{ connector, name, state, message },
      setup: toWire("setup", setupId),
    })),
  };
}
