import type { Caller, GeneralSettings, GeneralSettingsPatch } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { z } from "zod";
import { actorOf, recordAudit } from "../account/audit.ts";
import { mergeSetting, readSetting } from "../account/setting-store.ts";
import type { Settings } from "../account/settings.ts";
import type { Clock } from "../base/clock.ts";
import { toWire } from "../base/id.ts";
import type { Database } from "../db/database.ts";
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
  const { before, after } = await deps.settings.changeGeneral(patch);
  if (before.serviceDomain !== after.serviceDomain) {
    const change = { from: before.serviceDomain, to: after.serviceDomain };
    await beginDomainChange(deps, change);
    await recordAudit(deps, {
      actor: actorOf(caller),
      act: "service-domain.changed",
      accountId: null,
      details: change,
    });
  }
  return { ...after, domainChange: await readDomainChange(deps) };
}

async function beginDomainChange(
  { database, clock, connectors }: GeneralSettingsDeps,
  change: { from: string; to: string },
): Promise<void> {
  await mergeSetting(database.engine, settingName, { ...change, changedAt: new Date(clock.now()).toISOString() });
  const withWebhooks = [...connectors.values()].filter(({ webhooks }) => webhooks !== null).map(({ name }) => name);
  await beginDomainChangeApps(database.pool, withWebhooks, {
    verified: "The application is about to be told the new callback URL.",
    unverified: "Its webhook was never verified. Enter the new callback URL when you verify it.",
  });
  await wakeChore(database.pool, domainChangeChore);
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
