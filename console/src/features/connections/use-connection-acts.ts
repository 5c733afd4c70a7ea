import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Connection, ConnectionPatch } from "@velodrome/contract";
import { deauthenticateConnection } from "./deauthenticate-connection.ts";
import { deleteConnection } from "./delete-connection.ts";
import { connectionQuery } from "./get-connection.ts";
import { ownTokenQuery } from "./own-token.ts";
import { patchConnection } from "./patch-connection.ts";
import { resubscribeConnection } from "./resubscribe-connection.ts";

/** What depends on a connection and must be asked for anew when it changed. */
const following = ["connections", "connection", "connection-backlog", "connection-health", "cycles", "cycle", "step"];

export function useFollowConnection(account: string) {
  const client = useQueryClient();
  return async (changed?: Connection) => {
    if (changed) client.setQueryData(connectionQuery(account, changed.id).queryKey, changed);
    await Promise.all(following.map((name) => client.invalidateQueries({ queryKey: [name, account] })));
  };
}

/** Everything a person can do to a connection, with what is on screen brought up to date after it. */
export function useConnectionActs(account: string, id: string, onDeleted: () => void) {
  const client = useQueryClient();
  const follow = useFollowConnection(account);
  const onSettled = () => follow();
  const keepToken = (token: string | null | undefined) => {
    const { queryKey } = ownTokenQuery(id);
    if (typeof token === "string") client.setQueryData(queryKey, token);
    else if (token === null) client.removeQueries({ queryKey });
  };
  const patch = useMutation({
    mutationFn: (body: ConnectionPatch) => patchConnection(account, id, body),
    onSuccess: (changed, { properties }) => {
      keepToken(properties?.verifyToken);
      return follow(changed);
    },
    onError: onSettled,
  });
  const deauthenticate = useMutation({ mutationFn: () => deauthenticateConnection(account, id), onSettled });
  const resubscribe = useMutation({ mutationFn: () => resubscribeConnection(account, id), onSettled });
  const remove = useMutation({
    mutationFn: () => deleteConnection(account, id),
    onSuccess: onDeleted,
    onError: onSettled,
  });
  return { patch, deauthenticate, resubscribe, remove };
}

export type ConnectionActs = ReturnType<typeof useConnectionActs>;
