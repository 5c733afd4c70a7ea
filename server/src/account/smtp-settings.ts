import type { GeneralSettings, GeneralSettingsPatch } from "@velodrome/contract";
import type { Kysely } from "kysely";
import { AppError } from "../base/app-error.ts";
import type { Sealer } from "../base/seal.ts";
import type { Database } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import {
  deleteInstallationSecret,
  readInstallationSecret,
  replaceInstallationSecret,
} from "./installation-secret-store.ts";

type SmtpAnswer = NonNullable<GeneralSettings["smtp"]>;
export type SmtpPatch = NonNullable<GeneralSettingsPatch["smtp"]>;
/** As it stands among the settings; the password is kept apart. */
export type StoredSmtp = Omit<SmtpAnswer, "hasPassword">;

/** What is needed to send: never for an answer or a log. */
export interface SmtpAccess extends StoredSmtp {
  password: string | null;
}

const passwordName = "smtp-password";
const passwordPlace = { table: "installation_secret", id: passwordName, column: "sealed" };

export async function hasSmtpPassword(database: Database): Promise<boolean> {
  return (await readInstallationSecret(database.engine, passwordName)) !== null;
}

export async function openSmtp(deps: { database: Database; sealer: Sealer }, smtp: StoredSmtp): Promise<SmtpAccess> {
  const kept = await readInstallationSecret(deps.database.engine, passwordName);
  return { ...smtp, password: kept && deps.sealer.open(passwordPlace, kept.keyId, kept.bytes) };
}

/**
 * Keeps the password of a change apart and answers the rest of it. A password that is kept goes to the server and the
 * name that it was entered for and to no other, so that nobody gets at it by naming a server of their own.
 */
export async function keepSmtp(
  deps: { db: Kysely<Schema>; sealer: Sealer },
  current: StoredSmtp | null,
  wanted: SmtpPatch | null,
): Promise<StoredSmtp | null> {
  if (wanted === null || wanted.username === null) {
    await deleteInstallationSecret(deps.db, passwordName);
    return wanted && withoutPassword(wanted);
  }
  if (wanted.password !== undefined) {
    await replaceInstallationSecret(deps.db, passwordName, deps.sealer.seal(passwordPlace, wanted.password));
  } else if (!isSameAccess(current, wanted)) {
    throw new AppError("invalid_request", {
      message: "The mail server or its user name is another one now: enter the password again.",
      details: { in: "body", problems: [{ path: "smtp.password", message: "enter the password again" }] },
    });
  }
  return withoutPassword(wanted);
}

const isSameAccess = (current: StoredSmtp | null, wanted: SmtpPatch): boolean =>
  current !== null &&
  current.host === wanted.host &&
  current.port === wanted.port &&
  current.username === wanted.username;

const withoutPassword = ({ host, port, secure, username, from }: SmtpPatch): StoredSmtp => ({
  ...{ host, port, secure, username, from },
});
