import { queryOptions } from "@tanstack/react-query";
import { eventWithItem, run } from "@velodrome/contract";
import { z } from "zod";
import { inAccount, request } from "../../lib/request.ts";

/** An event with its item and the runs it started. */
const eventWithRuns = eventWithItem.extend({ runs: z.array(run) });

export const eventQuery = (account: string, event: string) =>
  queryOptions({
    queryKey: ["event", account, event],
    queryFn: ({ signal }) => request(eventWithRuns, inAccount(account, "events", event), { signal }),
  });
