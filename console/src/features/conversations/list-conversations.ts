import { infiniteQueryOptions } from "@tanstack/react-query";
import { conversation, conversationEvent, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export interface ConversationFilters {
  page?: string | undefined;
  person?: string | undefined;
}

export const conversationsQuery = (account: string, filters: ConversationFilters) =>
  infiniteQueryOptions({
    queryKey: ["conversations", account, filters] as const,
    queryFn: ({ pageParam, signal }) =>
      request(listOf(conversation), inAccount(account, "conversations"), {
        query: { ...filters, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** One person's exchange with one Page, newest first. */
export const conversationQuery = (account: string, page: string, person: string) =>
  infiniteQueryOptions({
    queryKey: ["conversation", account, page, person] as const,
    queryFn: ({ pageParam, signal }) =>
      request(listOf(conversationEvent), inAccount(account, "conversations", page, person), {
        query: { cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (answer) => answer.nextCursor,
  });
