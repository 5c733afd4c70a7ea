import { createHash, randomBytes } from "node:crypto";
import type { Pool } from "pg";
import type { ConnectorMap, SignedPrivacyRequest } from "@velodrome/kit";
import type { Clock } from "../base/clock.ts";
import type { Sealer } from "../base/seal.ts";
import type { Database } from "../db/database.ts";
import { setupTopic, type Topic } from "../db/signal.ts";
import { wakeChore } from "../db/wake-chore-store.ts";
import { insertPrivacyRequest, type PrivacyRequestKind, readPrivacyRequestRow } from "./privacy-request-store.ts";
import { countReasons } from "./setup-count-store.ts";
import { openClientSecrets } from "./setup-secrets.ts";
import { readSetupByKey } from "./setup-store.ts";
import { isSignedInSince } from "./signed-in-since-store.ts";

export interface PrivacyRequestDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  connectors: ConnectorMap;
  publicUrl(): Promise<string>;
  touch(topics: readonly Topic[]): void;
}

/** The chore that does what was asked. */
export const privacyChore = "forget-who-signed-in";

const codeBytes = 12;

export type PrivacyReceipt = { kind: "unknown" } | { kind: "refused" } | { kind: "taken"; url: string; code: string };

/** Takes a callback in the name of a person who signed in, or of a Page. What is not signed by a live secret changes nothing. */
export async function takePrivacyRequest(
  deps: PrivacyRequestDeps,
  place: { connector: string; key: string; kind: PrivacyRequestKind },
  body: Buffer,
): Promise<PrivacyReceipt> {
  const { pool, engine } = deps.database;
  const application = deps.connectors.get(place.connector)?.application ?? null;
  const setup = application && (await readSetupByKey(engine, place.connector, place.key));
  if (application === null || setup === null) return { kind: "unknown" };
  const asked = application.readPrivacyRequest(body, openClientSecrets(deps.sealer, setup));
  if (asked === null) {
    // Apart from webhooks: anybody can call this address, and nobody's events stay away for it.
    await countReasons(pool, [{ setupId: setup.id, reason: "wrong_privacy_signature" }]);
    deps.touch([setupTopic(setup.id)]);
    return { kind: "refused" };
  }
  if (await isOutdated(deps, setup.id, asked)) return { kind: "refused" };
  const code = await insertPrivacyRequest(pool, {
    code: randomBytes(codeBytes).toString("base64url"),
    setupId: setup.id,
    digest: createHash("sha256").update(place.kind).update("\n").update(asked.signed).digest(),
    kind: place.kind,
    subjectKind: asked.kind,
    subject: asked.kind === "person" ? asked.id : asked.externalId,
    createdAt: new Date(deps.clock.now()),
  });
  await wakeChore(pool, privacyChore);
  return { kind: "taken", url: statusUrl(await deps.publicUrl(), code), code };
}

/** Clocks of ours and the application's may differ: nobody's wish is passed over for that. */
const clocksDifferMs = 3_600_000;

/** Whether what was asked is of a grant before the one that is there: somebody has kept the request and brings it now. */
async function isOutdated(
  { database }: PrivacyRequestDeps,
  setupId: string,
  asked: SignedPrivacyRequest,
): Promise<boolean> {
  if (asked.issuedAt === null) return false;
  return isSignedInSince(database, setupId, asked, new Date(asked.issuedAt + clocksDifferMs));
}

const statusUrl = (publicUrl: string, code: string): string => `${publicUrl}/privacy/deletions/${code}`;

export interface PrivacyStatus {
  status: "waiting" | "working" | "done";
  createdAt: Date;
  finishedAt: Date | null;
}

/** What its status page says; null for a code that nobody was given. */
export async function readPrivacyStatus(pool: Pool, code: string): Promise<PrivacyStatus | null> {
  return readPrivacyRequestRow(pool, code);
}
