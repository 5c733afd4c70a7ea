import { queryOptions, skipToken } from "@tanstack/react-query";
import type { LiveWays } from "@velodrome/contract";

/** How often each way of a cycle was taken: the live stream tells, nobody asks. */
export const waysQuery = (cycle: string) =>
  queryOptions<LiveWays>({
    queryKey: ["ways", cycle],
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
  });
