import type { Setup } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import type { SetupRecord } from "./setup-store.ts";
import { setupUrls } from "./setup-urls.ts";

/** Secrets stay behind: only whether they are set is told. */
export function toSetupAnswer(
  setup: SetupRecord,
  known: { publicUrl: string; hasFormerSecret: boolean; connections: number },
): Setup {
  return {
    id: toWire("setup", setup.id),
    connector: setup.connector,
    name: setup.name,
    clientId: setup.clientId,
    hasClientSecret: true,
    hasFormerSecret: known.hasFormerSecret,
    hasVerifyToken: setup.verifyToken !== null,
    configId: setup.configId,
    scopes: [...setup.scopes],
    graphUrl: setup.graphUrl,
    dialogUrl: setup.dialogUrl,
    graphVersion: setup.graphVersion,
    loginKind: setup.loginKind,
    systemUser: setup.systemUser,
    sharedPages: setup.sharedPages,
    isDefault: setup.isDefault,
    live: setup.live,
    appName: setup.appName,
    checkedAt: setup.checkedAt?.toISOString() ?? null,
    ticks: setup.ticks,
    connections: known.connections,
    ...setupUrls(known.publicUrl, setup),
    createdAt: setup.createdAt.toISOString(),
  };
}
