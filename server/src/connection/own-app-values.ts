import type { SetupPatch } from "@velodrome/contract";
import type { Connector } from "@velodrome/kit";
import type { Transaction } from "kysely";
import type { Clock } from "../base/clock.ts";
import type { Sealer } from "../base/seal.ts";
import type { Schema } from "../db/schema.ts";
import { setupTopic, type Topic } from "../db/signal.ts";
import { lockOwnApps } from "./own-app-store.ts";
import { assertSetupValues, wrongValue } from "./setup-rules.ts";
import { openClientSecrets, openSetupVerifyToken, sealSetupSecrets } from "./setup-secrets.ts";
import { forgetLook, type SetupRecord, type StoredSetup, updateSetup } from "./setup-store.ts";

/** What an application that a connection brought has of the Setup that asked for it. */
export const inherited = (base: StoredSetup) => ({
  scopes: base.scopes,
  graphUrl: base.graphUrl,
  dialogUrl: base.dialogUrl,
  graphVersion: base.graphVersion,
  loginKind: base.loginKind,
  systemUser: base.systemUser,
  sharedPages: base.sharedPages,
});

/** Fields that are an application's own; all others are changed where it was asked for. */
const ownFields: readonly (keyof SetupPatch)[] = [
  ...(["name", "clientSecret", "retireFormerSecret", "configId", "verifyToken", "live", "ticks"] as const),
];
const own: ReadonlySet<string> = new Set(ownFields);

/** @throws AppError naming the field that is another Setup's */
export function assertOwnValues(patch: SetupPatch): void {
  for (const [field, value] of Object.entries(patch)) {
    if (field === "clientSecret" && value === null) throw wrongValue(field, "An application has a Client Secret.");
    if (own.has(field) || value === undefined) continue;
    throw wrongValue(
      field,
      "A connection brought this application: only what is its own is changed here. Change the rest at the Setup that asked for it (`base`).",
    );
  }
}

/**
 * What is changed at a Setup reaches every application that was brought under it, in the same transaction. A Verify
 * Token or a configuration of an application's own stays. Answers what is to be told of once it is committed.
 */
export async function handDown(
  deps: { sealer: Sealer; clock: Clock },
  transaction: Transaction<Schema>,
  connector: Connector,
  { from, to }: { from: SetupRecord; to: StoredSetup },
): Promise<Topic[]> {
  const { sealer } = deps;
  const topics: Topic[] = [];
  const [former, wanted] = [openSetupVerifyToken(sealer, from), openSetupVerifyToken(sealer, to)];
  for (const app of await lockOwnApps(transaction, from.id)) {
    const token = openSetupVerifyToken(sealer, app);
    const verifyToken = token === former ? wanted : token;
    const clientSecrets = openClientSecrets(sealer, app);
    const changed: StoredSetup = {
      ...app,
      ...inherited(to),
      ...sealSetupSecrets(sealer, app.id, { clientSecrets, verifyToken }),
      verifyHmac: verifyToken === token ? app.verifyHmac : to.verifyHmac,
      configId: app.configId === from.configId ? to.configId : app.configId,
    };
    assertSetupValues(connector, changed, deps.clock.now(), app);
    if (changed.graphUrl !== app.graphUrl) await forgetLook(transaction, app.id);
    await updateSetup(transaction, changed);
    topics.push(setupTopic(app.id));
  }
  return topics;
}
