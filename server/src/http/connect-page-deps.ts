import type { SignInDeps } from "../connection/sign-in.ts";
import type { EventReader } from "../ingest/events.ts";
import type { LiveFeed } from "./live-feed.ts";

/** What the connect pages need beside signing in itself: to tell of the first message. */
export interface ConnectPageDeps extends SignInDeps {
  events: Pick<EventReader, "list">;
  feed: Pick<LiveFeed, "open">;
}
