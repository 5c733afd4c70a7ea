import { type AccountCreate, accountCreate } from "@velodrome/contract";
import { texts } from "./texts.ts";

/** An account as it is being entered. */
export interface NewAccount {
  name: string;
  externalId: string;
  contactEmail: string;
}

export const emptyAccount: NewAccount = { name: "", externalId: "", contactEmail: "" };

const words: Readonly<Record<keyof NewAccount, string>> = {
  name: texts.required,
  externalId: texts.externalIdWrong,
  contactEmail: texts.contactWrong,
};

const filled = (draft: NewAccount, timezone: string) => ({
  name: draft.name,
  timezone,
  ...(draft.externalId.trim() === "" ? {} : { externalId: draft.externalId }),
  ...(draft.contactEmail.trim() === "" ? {} : { contactEmail: draft.contactEmail.trim() }),
});

/** What to send, or what is wrong, by field. */
export function readNewAccount(
  draft: NewAccount,
  timezone: string,
): { account: AccountCreate; problems: null } | { account: null; problems: Partial<Record<keyof NewAccount, string>> } {
  const parsed = accountCreate.safeParse(filled(draft, timezone));
  if (parsed.success) return { account: parsed.data, problems: null };
  const fields = parsed.error.issues.map(({ path }) => path[0]);
  const wrong = (Object.keys(words) as (keyof NewAccount)[]).filter((field) => fields.includes(field));
  return { account: null, problems: Object.fromEntries(wrong.map((field) => [field, words[field]])) };
}
