import type { OwnAppField, Setup } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import type { SetupRecord } from "./setup-store.ts";
import { setupUrls } from "./setup-urls.ts";

/** What a connection has to bring. A Configuration belongs to one application, so it may be left empty as well. */
export function askedFields(
  { clientId, loginKind, configId }: Pick<SetupRecord, "clientId" | "loginKind" | "configId">,
  hasSecret: boolean,
): OwnAppField[] {
  return [
    ...(clientId === "" ? (["clientId"] as const) : []),
    ...(hasSecret ? [] : (["clientSecret"] as const)),
    ...(loginKind === "login-for-business" && configId === null ? (["configId"] as const) : []),
  ];
}

/** Secrets stay behind: only whether they are set is told. */
export function toSetupAnswer(
  setup: SetupRecord,
  known: { publicUrl: string; hasSecret: boolean; hasFormerSecret: boolean; connections: number },
): Setup {
  return {
    id: toWire("setup", setup.id),
    connector: setup.connector,
    name: setup.name,
    clientId: setup.clientId === "" ? null : setup.clientId,
    hasClientSecret: known.hasSecret,
    hasFormerSecret: known.hasFormerSecret,
    hasVerifyToken: setup.verifyToken !== null,
    asks: setup.ownApps ? askedFields(setup, known.hasSecret) : [],
    base: setup.baseId === null ? null : toWire("setup", setup.baseId),
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
