import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AccountPatch } from "@velodrome/contract";
import { accountQuery } from "./get-account.ts";
import { patchAccount } from "./patch-account.ts";

/** Changes an account, with what is on screen brought up to date after it. */
export function useChangeAccount(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AccountPatch) => patchAccount(key, body),
    onSuccess: async (saved) => {
      client.setQueryData(accountQuery(key).queryKey, saved);
      await client.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
}
