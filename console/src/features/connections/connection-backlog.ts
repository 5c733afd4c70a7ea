import { queryOptions } from "@tanstack/react-query";
import { type BacklogAnswer, connectionBacklog, connectionBacklogAnswered } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** What failed while a connection had no token, and what still waits for one. */
export const connectionBacklogQuery = (account: string, id: string) =>
  queryOptions({
    queryKey: ["connection-backlog", account, id],
    queryFn: ({ signal }) => request(connectionBacklog, inAccount(account, "connections", id, "backlog"), { signal }),
  });

/** Decides about it. */
export const answerConnectionBacklog = (account: string, id: string, answer: BacklogAnswer) =>
  request(connectionBacklogAnswered, inAccount(account, "connections", id, "backlog"), {
    method: "POST",
    body: { answer },
  });
