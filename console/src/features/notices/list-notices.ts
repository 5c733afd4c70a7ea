import { queryOptions } from "@tanstack/react-query";
import { listOf, notice } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

/** What somebody should know of. */
export const noticesQuery = queryOptions({
  queryKey: ["notices"],
  queryFn: ({ signal }) => request(listOf(notice), "/v1/notices", { query: { limit: 200 }, signal }),
  select: (list) => list.items,
});
