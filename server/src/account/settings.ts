import { type GeneralSettings, type GeneralSettingsPatch, generalSettingsPatch } from "@velodrome/contract";
import ipaddr from "ipaddr.js";
import type { Clock } from "../base/clock.ts";
import type { Database } from "../db/database.ts";
import { mergeSetting, readSetting } from "./setting-store.ts";

const settingName = "general";
const keepMs = 5000;

export interface SettingsDeps {
  database: Database;
  clock: Clock;
  /** `VELODROME_PUBLIC_URL`: its host is the Service Domain until a person sets one. */
  publicUrl: string;
  /** Null when no sandbox runs here. */
  sandboxUrl: string | null;
}

/** General settings, read at most every 5 s: another process's change is seen that late, this one's at once. */
export interface Settings {
  general(): Promise<GeneralSettings>;
  changeGeneral(patch: GeneralSettingsPatch): Promise<GeneralSettings>;
}

export function createSettings(deps: SettingsDeps): Settings {
  let kept: { settings: Promise<GeneralSettings>; until: number } | null = null;
  const read = (): Promise<GeneralSettings> => {
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
    changeGeneral: async (patch) => {
      await mergeSetting(deps.database, settingName, patch);
      return read();
    },
  };
}

/** Straight from the database. */
async function readGeneralSettings(deps: SettingsDeps): Promise<GeneralSettings> {
  const set = generalSettingsPatch.parse((await readSetting(deps.database, settingName)) ?? {});
  const serviceDomain = set.serviceDomain ?? new URL(deps.publicUrl).host;
  return {
    serviceDomain,
    displayName: set.displayName ?? "Velodrome",
    publicUrl: publicUrlOf(serviceDomain),
    local: isUnreachable(serviceDomain),
    returnOrigins: set.returnOrigins ?? [],
    noticeEmail: set.noticeEmail ?? null,
    smtp: null,
    domainChange: null,
    sandboxUrl: deps.sandboxUrl,
  };
}

/** Where the installation is from outside, without a slash at the end: https except on this machine. @internal */
export const publicUrlOf = (serviceDomain: string): string =>
  `${isThisMachine(serviceDomain) ? "http" : "https"}://${serviceDomain}`;

/** Whether a `host[:port]` is localhost by name or by number. */
export const isThisMachine = (host: string): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(nameOf(host));

/** Whose pages may use a person's cookie: the public URL's, and on this machine the address that was asked itself. */
export async function listOwnOrigins(settings: Settings, asked: URL): Promise<string[]> {
  const { publicUrl } = await settings.general();
  return isThisMachine(asked.host) ? [publicUrl, asked.origin] : [publicUrl];
}

/** Whether Facebook cannot reach it: this machine, a private address, a name that public DNS does not have. */
function isUnreachable(host: string): boolean {
  const name = nameOf(host).replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(name)) {
    return ipaddr.process(name).range() !== "unicast";
  }
  return !name.includes(".") || /\.(localhost|local|internal|test|lan|home\.arpa)$/.test(name);
}

const nameOf = (host: string): string => host.replace(/:\d+$/, "").toLowerCase();
