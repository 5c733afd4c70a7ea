import {
  cleanUp,
  defaultConcurrency,
  defaultRetention,
  type GeneralSettings,
  type GeneralSettingsPatch,
  generalSettingsPatch,
  retentionWith,
} from "@velodrome/contract";
import ipaddr from "ipaddr.js";
import type { Kysely } from "kysely";
import { z } from "zod";
import { AppError } from "../base/app-error.ts";
import type { Clock } from "../base/clock.ts";
import type { Sealer } from "../base/seal.ts";
import type { Database } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import { lockSetting, mergeSetting, readSetting } from "./setting-store.ts";
import { hasSmtpPassword, keepSmtp, openSmtp, type SmtpAccess } from "./smtp-settings.ts";

const settingName = "general";
/** The Service Domain before the last change. */
const formerName = "former-service-domain";
/** How the last deletion of what is past its retention went. */
export const cleanUpName = "clean-up";
const keptFormer = z.object({ host: z.string() });
const keepMs = 5000;

/** What becomes of webhooks after a change of the Service Domain is known to those who know Setups. */
export interface InstallationSettings extends Omit<GeneralSettings, "domainChange"> {
  /** Where the installation was before the Service Domain last changed; null: it never did. */
  formerUrl: string | null;
}

export interface SettingsDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  /** `VELODROME_PUBLIC_URL`: its host is the Service Domain until a person sets one. */
  publicUrl: string;
  /** Null when no sandbox runs here. */
  sandboxUrl: string | null;
}

export interface DomainChange {
  from: string;
  to: string;
}

type DomainMoved = (db: Kysely<Schema>, change: DomainChange) => Promise<void>;

/** General settings, read at most every 5 s: another process's change is seen that late, this one's at once. */
export interface Settings {
  general(): Promise<InstallationSettings>;
  /** With another Service Domain, `moved` writes what follows from it in the same transaction. @throws AppError invalid_request */
  changeGeneral(
    patch: GeneralSettingsPatch,
    moved?: DomainMoved,
  ): Promise<{ before: InstallationSettings; after: InstallationSettings }>;
  /** How mail leaves, as it is now; null: it does not. */
  openSmtp(): Promise<SmtpAccess | null>;
}

export function createSettings(deps: SettingsDeps): Settings {
  let kept: { settings: Promise<InstallationSettings>; until: number } | null = null;
  const read = (): Promise<InstallationSettings> => {
    const settings = readGeneralSettings(deps);
    const entry = { settings, until: deps.clock.now() + keepMs };
    kept = entry;
    settings.catch(() => {
      if (kept === entry) kept = null;
    });
    return settings;
  };
  return {
    general: () => (kept !== null && kept.until > deps.clock.now() ? kept.settings : read()),
    changeGeneral: async (patch, moved = async () => {}) => {
      const before = await readGeneralSettings(deps);
      await storeChange(deps, before, { patch, moved });
      return { before, after: await read() };
    },
    openSmtp: async () => {
      const { smtp } = await readStored(deps);
      return smtp == null ? null : openSmtp(deps, smtp);
    },
  };
}

const readStored = async (deps: SettingsDeps): Promise<GeneralSettingsPatch> =>
  generalSettingsPatch.parse((await readSetting(deps.database.engine, settingName)) ?? {});

async function storeChange(
  deps: SettingsDeps,
  { serviceDomain: former }: InstallationSettings,
  { patch, moved }: { patch: GeneralSettingsPatch; moved: DomainMoved },
): Promise<void> {
  const { serviceDomain = former } = patch;
  if (serviceDomain !== former) assertHost(serviceDomain);
  await deps.database.engine.transaction().execute(async (db) => {
    if (serviceDomain !== former) await mergeSetting(db, formerName, { host: former });
    const { smtp: wanted, retention, ...rest } = patch;
    const { smtp: current, retention: kept } = generalSettingsPatch.parse(await lockSetting(db, settingName));
    const smtp =
      wanted === undefined ? {} : { smtp: await keepSmtp({ db, sealer: deps.sealer }, current ?? null, wanted) };
    const merged = retention && { retention: { ...kept, ...retention } };
    await mergeSetting(db, settingName, { ...rest, ...smtp, ...merged });
    if (serviceDomain !== former) await moved(db, { from: former, to: serviceDomain });
  });
}

/** Its shape was checked; a port above 65535, a number that is no address or a dash at a name's edge is not seen in it. */
function assertHost(host: string): void {
  const isAddress = URL.canParse(`https://${host}`) && new URL(`https://${host}`).host === host.replace(/:443$/, "");
  if (isAddress && !/(^|\.)-|-(\.|:|$)/.test(host)) return;
  throw new AppError("invalid_request", {
    message: `${host} is no host: write one like hooks.example.com, without https:// and path.`,
    details: { in: "body", problems: [{ path: "serviceDomain", message: "not a host" }] },
  });
}

/** Straight from the database. */
async function readGeneralSettings(deps: SettingsDeps): Promise<InstallationSettings> {
  const set = await readStored(deps);
  const former = await readSetting(deps.database.engine, formerName);
  const last = await readSetting(deps.database.engine, cleanUpName);
  const serviceDomain = set.serviceDomain ?? new URL(deps.publicUrl).host;
  return {
    serviceDomain,
    displayName: set.displayName ?? "Velodrome",
    logo: set.logo ?? null,
    publicUrl: publicUrlOf(serviceDomain),
    formerUrl: former === null ? null : publicUrlOf(keptFormer.parse(former).host),
    local: isUnreachable(serviceDomain),
    returnOrigins: set.returnOrigins ?? [],
    noticeEmail: set.noticeEmail ?? null,
    smtp: set.smtp == null ? null : { ...set.smtp, hasPassword: await hasSmtpPassword(deps.database) },
    sandboxUrl: deps.sandboxUrl,
    retention: retentionWith(defaultRetention, set.retention ?? {}),
    cleanUp: last === null ? null : cleanUp.parse(last),
    concurrency: set.concurrency ?? defaultConcurrency,
  };
}

/** Where the installation is from outside, without a slash at the end: https except on this machine. */
export const publicUrlOf = (serviceDomain: string): string =>
  `${isThisMachine(serviceDomain) ? "http" : "https"}://${serviceDomain}`;

/** Whether a `host[:port]` is localhost by name or by number. */
export const isThisMachine = (host: string): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(nameOf(host));

/**
 * Whose pages may use a person's cookie: the public URL's, and on this machine the address that was asked itself. The
 * former one's too: whoever mistyped the Service Domain can only mend it from there.
 */
export async function listOwnOrigins(settings: Pick<Settings, "general">, asked: URL): Promise<string[]> {
  const { publicUrl, formerUrl } = await settings.general();
  const own = formerUrl === null || formerUrl === publicUrl ? [publicUrl] : [publicUrl, formerUrl];
  return isThisMachine(asked.host) ? [...own, asked.origin] : own;
}

/** Whether Facebook cannot reach it: this machine, a private address, a name that public DNS does not have. */
export function isUnreachable(host: string): boolean {
  const name = nameOf(host).replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(name)) {
    return ipaddr.process(name).range() !== "unicast";
  }
  return !name.includes(".") || /\.(localhost|local|internal|test|lan|home\.arpa)$/.test(name);
}

const nameOf = (host: string): string => host.replace(/:\d+$/, "").toLowerCase();
