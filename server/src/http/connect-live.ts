import type { Event } from "@velodrome/contract";
import type { FastifyReply } from "fastify";
import { toWire } from "../base/id.ts";
import type { SignInRecord } from "../connection/sign-in-store.ts";
import type { ConnectPageDeps } from "./connect-page-deps.ts";
import { streamEvents } from "./event-stream.ts";

/** What a person sees who has just connected a Page and writes to it. */
const kind = "message";

/** Tells the page when the first message comes to one of the Pages that were just connected. */
export function streamFirstMessage(
  deps: ConnectPageDeps,
  reply: FastifyReply,
  open: Set<() => void>,
  signIn: SignInRecord,
): void {
  const connections = new Set(connectionsOf(signIn));
  streamEvents(reply, open, (send) => {
    const tell = (event: Event) => send(kind, event.id, { words: wordsOf(event) });
    const stop = deps.feed.open(signIn.accountId, (name, item) => {
      if (name !== "event" || !("kind" in item) || item.kind !== kind) return;
      if (item.connection !== null && connections.has(item.connection)) tell(item);
    });
    // It may have come before anybody listened.
    readFirst(deps, signIn)
      .then((first) => first && tell(first))
      .catch((error: unknown) => deps.log.warn({ err: error }, "a connect page could not be told of a message"));
    return stop;
  });
}

/** In words; null while none has come. */
export async function firstMessageOf(deps: ConnectPageDeps, signIn: SignInRecord): Promise<string | null> {
  const first = await readFirst(deps, signIn);
  return first && wordsOf(first);
}

const wordsOf = ({ text }: Event): string =>
  text === null ? "Your first message has come." : `Your first message has come: ${text}`;

async function readFirst({ events }: ConnectPageDeps, signIn: SignInRecord): Promise<Event | null> {
  const from = signIn.createdAt.toISOString();
  for (const connection of connectionsOf(signIn)) {
    const { items } = await events.list(signIn.accountId, { connection, kind, from, limit: 1 });
    if (items[0] !== undefined) return items[0];
  }
  return null;
}

const connectionsOf = ({ outcome }: SignInRecord): string[] =>
  (outcome?.connected ?? []).map(({ id }) => toWire("connection", id));
