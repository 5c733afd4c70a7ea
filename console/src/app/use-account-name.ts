import { useQuery } from "@tanstack/react-query";
import { accountQuery } from "../features/accounts/get-account.ts";

/** What an account is called; its key while the name is on its way. */
export const useAccountName = (account: string): string => useQuery(accountQuery(account)).data?.name ?? account;
