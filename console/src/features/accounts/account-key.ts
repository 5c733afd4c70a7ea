import type { Account } from "@velodrome/contract";

/** How an account is named in addresses: by the partner's own id where it has one. */
export const accountKey = (account: Pick<Account, "id" | "externalId">): string => account.externalId ?? account.id;
