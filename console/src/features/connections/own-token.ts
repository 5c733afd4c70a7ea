import { queryOptions, skipToken } from "@tanstack/react-query";

/**
 * The Verify Token that was entered for a connection while this page was open. No answer ever holds it, but whoever has
 * just chosen it must be able to paste it at Meta as well.
 */
export const ownTokenQuery = (connection: string) =>
  queryOptions<string>({
    queryKey: ["connection-verify-token", connection],
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
