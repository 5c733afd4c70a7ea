import { conversation, conversationEvent, conversationQuery, listOf, listQuery } from "@velodrome/contract";
import { z } from "zod";
import { type ConversationDeps, listConversations, readConversation } from "../ingest/conversations.ts";
import type { Api } from "./api.ts";

const inAccount = z.object({ account: z.string() });
const one = inAccount.extend({ page: z.string().max(250), person: z.string().max(250) });
const tags = ["Conversations"];

export function registerConversations(
  api: Api,
  deps: ConversationDeps & { findAccount(ref: string): Promise<{ id: string }> },
): void {
  api.get(
    "/v1/accounts/:account/conversations",
    {
      schema: {
        tags,
        summary: "List whom an account talked with, by the newest that came of each",
        params: inAccount,
        querystring: conversationQuery,
        response: { 200: listOf(conversation) },
      },
    },
    async ({ params, query }) => listConversations(deps, (await deps.findAccount(params.account)).id, query),
  );
  api.get(
    "/v1/accounts/:account/conversations/:page/:person",
    {
      schema: {
        tags,
        summary: "Read one person's exchange with one Page: events, runs, replies, receipts",
        params: one,
        querystring: listQuery,
        response: { 200: listOf(conversationEvent) },
      },
    },
    async ({ params: { account, page, person }, query }) =>
      readConversation(deps, (await deps.findAccount(account)).id, { ...query, page, person }),
  );
}
