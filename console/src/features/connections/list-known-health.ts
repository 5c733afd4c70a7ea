import { queryOptions } from "@tanstack/react-query";
import { knownHealth, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Of so many connections, the newest; each one's own page tells it of the others. */
const shown = 100;

/** What is known of an account's connections, by id. */
export const knownHealthQuery = (account: string) =>
  queryOptions({
    queryKey: ["connection-health", account],
    queryFn: ({ signal }) =>
      request(listOf(knownHealth), inAccount(account, "connections", "health"), { query: { limit: shown }, signal }),
    select: ({ items }) => new Map(items.map((one) => [one.connection, one])),
  });
