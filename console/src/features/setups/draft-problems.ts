import type { SetupDraft } from "./setup-draft.ts";
import { texts } from "./texts.ts";

export type Problems = Partial<Record<keyof SetupDraft, string>>;

const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** What can be seen to be wrong before anything is sent, by field. */
export function draftProblems(
  draft: SetupDraft,
  { metaApp, needsSecret }: { metaApp: boolean; needsSecret: boolean },
): Problems {
  const problems: Problems = {};
  if (draft.name.trim() === "") problems.name = texts.problems.name;
  const { ownApps } = draft;
  if (!ownApps && draft.clientId.trim() === "") problems.clientId = texts.problems.clientId;
  else if (metaApp && !ownApps && !/^\d+$/.test(draft.clientId.trim()))
    problems.clientId = texts.problems.clientIdDigits;
  if (needsSecret && !ownApps && draft.clientSecret.trim() === "") problems.clientSecret = texts.problems.clientSecret;
  if (!metaApp) return problems;
  const business = draft.loginKind === "login-for-business";
  if (business && !ownApps && draft.configId.trim() === "") problems.configId = texts.problems.configId;
  if (!business && draft.scopes.length === 0) problems.scopes = texts.problems.scopes;
  for (const field of ["graphUrl", "dialogUrl"] as const) {
    const address = draft[field].trim();
    if (address !== "" && !isWebAddress(address)) problems[field] = texts.problems.address;
  }
  return problems;
}
