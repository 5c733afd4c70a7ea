import type { QueryClient } from "@tanstack/react-query";
import type { Connection } from "@velodrome/contract";
import { askAgain } from "../../lib/ask-again.ts";
import { connectionQuery } from "./get-connection.ts";
import { connectionsQuery } from "./list-connections.ts";

/** Lays connections that just changed over what shows them, and has what follows from them asked for anew. */
export async function applyLiveConnections(
  client: QueryClient,
  account: string,
  connections: readonly Connection[],
): Promise<void> {
  for (const one of connections) {
    client.setQueryData(connectionQuery(account, one.id).queryKey, one);
    client.setQueryData(connectionsQuery(account).queryKey, (list) =>
      list?.map((known) => (known.id === one.id ? one : known)),
    );
  }
  if (connections.length === 0) return;
  const following = ["connections", "connection-health", "connection-backlog", "step"];
  await Promise.all(following.map((name) => askAgain(client, { queryKey: [name, account] })));
}
