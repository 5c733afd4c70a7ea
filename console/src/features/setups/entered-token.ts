import { queryOptions, skipToken } from "@tanstack/react-query";

/**
 * The Verify Token that was entered for a Setup while this page was open. The server answers none, but a person who has
 * just chosen one must be able to paste it at Meta as well.
 */
export const enteredTokenQuery = (connector: string, id: string) =>
  queryOptions<string>({
    queryKey: ["setup-verify-token", connector, id],
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
