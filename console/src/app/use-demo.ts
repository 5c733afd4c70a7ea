import { useInfiniteQuery } from "@tanstack/react-query";
import { accountKey } from "../features/accounts/account-key.ts";
import { accountsQuery } from "../features/accounts/list-accounts.ts";
import { rememberedKeys, useRemembered } from "../lib/remembered.ts";

const demo = "demo";

/** The demo account's key while this installation has one and its first steps are still shown; else null. Not asked for unless `wanted`. */
export function useDemo(wanted = true): string | null {
  const done = useRemembered(rememberedKeys.firstMinuteDone) !== null;
  const { data } = useInfiniteQuery({ ...accountsQuery, enabled: wanted && !done });
  const found = data?.pages.flatMap((page) => page.items).find((account) => account.externalId === demo);
  return found && !done ? accountKey(found) : null;
}
