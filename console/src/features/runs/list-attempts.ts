import { infiniteQueryOptions } from "@tanstack/react-query";
import { listOf, placedAttempt, type RunWithSteps } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Attempts of a long run that its answer left out, from where it stopped. */
export const attemptsQuery = ({ account, id, stepsCursor }: RunWithSteps) =>
  infiniteQueryOptions({
    queryKey: ["run", account, id, "attempts", stepsCursor] as const,
    queryFn: ({ pageParam, signal }) =>
      request(listOf(placedAttempt), inAccount(account, "runs", id, "steps"), {
        query: { limit: 200, cursor: pageParam },
        signal,
      }),
    initialPageParam: stepsCursor,
    getNextPageParam: (page) => page.nextCursor,
    // Asked for, a page at a time.
    enabled: false,
  });
