import type { Connector, LoginKind, Setup, SetupCreate, SetupPatch, SharedPageRule } from "@velodrome/contract";

/** A Setup as it stands in the form. Secrets are empty unless a new one was entered. */
export interface SetupDraft {
  name: string;
  /** Client ID and Secret are left empty: each connection brings an app of its own. */
  ownApps: boolean;
  clientId: string;
  clientSecret: string;
  verifyToken: string;
  /** Take the kept Verify Token away: each connection has its own. */
  dropVerifyToken: boolean;
  graphVersion: string;
  loginKind: LoginKind;
  scopes: string[];
  configId: string;
  systemUser: boolean;
  sharedPages: SharedPageRule;
  isDefault: boolean;
  graphUrl: string;
  dialogUrl: string;
}

/** Whether a connector's Setups are Meta apps, with all that these have; others have Client ID, Secret and scopes. */
export const isMetaApp = (connector: Pick<Connector, "setup">): boolean => connector.setup.versions.length > 0;

export const emptyDraft = (connector: Pick<Connector, "title" | "setup" | "setups">): SetupDraft => ({
  name: connector.title,
  ownApps: false,
  clientId: "",
  clientSecret: "",
  verifyToken: "",
  dropVerifyToken: false,
  graphVersion: connector.setup.graphVersion,
  loginKind: "facebook-login",
  scopes: [...connector.setup.scopes],
  configId: "",
  systemUser: false,
  sharedPages: "refuse",
  isDefault: connector.setups === 0,
  graphUrl: "",
  dialogUrl: "",
});

export const draftOf = (setup: Setup): SetupDraft => ({
  name: setup.name,
  ownApps: setup.asks.length > 0,
  clientId: setup.clientId ?? "",
  clientSecret: "",
  verifyToken: "",
  dropVerifyToken: false,
  graphVersion: setup.graphVersion,
  loginKind: setup.loginKind,
  scopes: [...setup.scopes],
  configId: setup.configId ?? "",
  systemUser: setup.systemUser,
  sharedPages: setup.sharedPages,
  isDefault: setup.isDefault,
  graphUrl: setup.graphUrl ?? "",
  dialogUrl: setup.dialogUrl ?? "",
});

const trimmed = (draft: SetupDraft): SetupDraft => ({
  ...draft,
  name: draft.name.trim(),
  clientId: draft.clientId.trim(),
  clientSecret: draft.clientSecret.trim(),
  verifyToken: draft.verifyToken.trim(),
  configId: draft.configId.trim(),
  graphUrl: draft.graphUrl.trim(),
  dialogUrl: draft.dialogUrl.trim(),
});

/** What is sent to make a Setup. What is empty is left out; what only Meta apps have is left out of others. */
export function toCreate(given: SetupDraft, metaApp: boolean): SetupCreate {
  const draft = trimmed(given);
  const { name, scopes } = draft;
  const pair = draft.ownApps
    ? { clientId: null, clientSecret: null }
    : { clientId: draft.clientId, clientSecret: draft.clientSecret };
  const shared = { name, ...pair, scopes, ...(draft.isDefault ? { isDefault: true as const } : {}) };
  if (!metaApp) return shared;
  return {
    ...shared,
    graphVersion: draft.graphVersion,
    loginKind: draft.loginKind,
    systemUser: draft.systemUser,
    sharedPages: draft.sharedPages,
    ...(draft.verifyToken === "" ? {} : { verifyToken: draft.verifyToken }),
    ...(draft.configId === "" ? {} : { configId: draft.configId }),
    ...(draft.graphUrl === "" ? {} : { graphUrl: draft.graphUrl }),
    ...(draft.dialogUrl === "" ? {} : { dialogUrl: draft.dialogUrl }),
  };
}

const emptyAsNull = (text: string): string | null => (text === "" ? null : text);

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item) => other.includes(item));

/** What is sent to change a Setup: only what differs from it. Secrets only where a new one was entered. */
export function toPatch(given: SetupDraft, setup: Setup): SetupPatch {
  const draft = trimmed(given);
  const before = draftOf(setup);
  const patch: SetupPatch = {};
  if (draft.name !== before.name) patch.name = draft.name;
  if (draft.ownApps && !before.ownApps) Object.assign(patch, { clientId: null, clientSecret: null });
  if (!draft.ownApps && draft.clientId !== before.clientId) patch.clientId = draft.clientId;
  if (!draft.ownApps && draft.clientSecret !== "") patch.clientSecret = draft.clientSecret;
  if (draft.dropVerifyToken) patch.verifyToken = null;
  else if (draft.verifyToken !== "") patch.verifyToken = draft.verifyToken;
  if (draft.graphVersion !== before.graphVersion) patch.graphVersion = draft.graphVersion;
  if (draft.loginKind !== before.loginKind) patch.loginKind = draft.loginKind;
  if (!same(draft.scopes, before.scopes)) patch.scopes = draft.scopes;
  if (draft.configId !== before.configId) patch.configId = emptyAsNull(draft.configId);
  if (draft.systemUser !== before.systemUser) patch.systemUser = draft.systemUser;
  if (draft.sharedPages !== before.sharedPages) patch.sharedPages = draft.sharedPages;
  if (draft.isDefault && !before.isDefault) patch.isDefault = true;
  if (draft.graphUrl !== before.graphUrl) patch.graphUrl = emptyAsNull(draft.graphUrl);
  if (draft.dialogUrl !== before.dialogUrl) patch.dialogUrl = emptyAsNull(draft.dialogUrl);
  return patch;
}
