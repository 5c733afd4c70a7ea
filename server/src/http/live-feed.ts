import type { Connection, Event, LiveName, Run } from "@velodrome/contract";
import type { Clock } from "../base/clock.ts";
import type { Signal, Touched } from "../db/signal.ts";
import type { EventReader } from "../ingest/events.ts";
import type { RunReader } from "../run/runs.ts";

export interface LiveFeedDeps {
  signal: Pick<Signal, "listen">;
  runs: Pick<RunReader, "since">;
  events: Pick<EventReader, "since">;
  connections: { since(accountId: string, since: Date, limit: number): Promise<Connection[]> };
  clock: Clock;
  onError(error: unknown): void;
}

export interface LiveFeed {
  /** Sends runs, events and connections of one account as they change, until closed. */
  open(accountId: string, send: Send): () => void;
  /** The same of every account in which something happens from now on. */
  openAll(send: Send): () => void;
}

export type LiveItem = Run | Event | Connection;
type Send = (name: LiveName, item: LiveItem) => void;

/** How far each look reaches back: commits become visible in another order than their ids were made. */
const reachMs = 5000;
/** Between two looks of one listener, so that a flood costs a few queries a second. */
const pauseMs = 200;
const rowsAtMost = 200;

/** Of so many accounts one listener is told at a time; who has been quiet longest makes room. */
const accountsAtMost = 200;

/** On each signal a listener reads the last seconds of its account again and sends what it has not sent. */
export function createLiveFeed(deps: LiveFeedDeps): LiveFeed {
  return {
    open: (accountId, send) => {
      const listener = createListener(deps, accountId, send);
      const stop = deps.signal.listen((touched) => {
        if (concerns(touched, accountId)) listener.wake();
      });
      return () => {
        stop();
        listener.close();
      };
    },
    openAll: (send) => {
      const listeners = new Map<string, Listener>();
      const stop = deps.signal.listen((touched) => {
        const accounts = touched.kind === "all" ? [...listeners.keys()] : touched.accounts;
        for (const accountId of accounts)
          latest(listeners, accountId, () => createListener(deps, accountId, send)).wake();
      });
      return () => {
        stop();
        for (const listener of listeners.values()) listener.close();
      };
    },
  };
}

/** The account's listener, moved behind all others; the first of them goes when they are too many. */
function latest(listeners: Map<string, Listener>, accountId: string, create: () => Listener): Listener {
  const listener = listeners.get(accountId) ?? create();
  listeners.delete(accountId);
  listeners.set(accountId, listener);
  const [oldest] = listeners.keys();
  if (listeners.size > accountsAtMost && oldest !== undefined) {
    listeners.get(oldest)?.close();
    listeners.delete(oldest);
  }
  return listener;
}

interface Listener {
  wake(): void;
  close(): void;
}

const concerns = (touched: Touched, accountId: string): boolean =>
  touched.kind === "all" || touched.accounts.has(accountId);

function createListener(deps: LiveFeedDeps, accountId: string, send: Send): Listener {
  let sent = new Map<string, string>();
  let pause: NodeJS.Timeout | undefined;
  /** A look is under way, or the pause after it. */
  let busy = false;
  /** Something happened meanwhile. */
  let woken = false;
  let closed = false;

  const sendNew = (name: LiveName, items: readonly LiveItem[], seen: Map<string, string>) => {
    // Oldest first, as it happened.
    for (const item of [...items].reverse()) {
      const text = JSON.stringify(item);
      seen.set(item.id, text);
      if (sent.get(item.id) !== text && !closed) send(name, item);
    }
  };
  const look = async () => {
    const since = new Date(deps.clock.now() - reachMs);
    const [connections, events, runs] = await Promise.all([
      deps.connections.since(accountId, since, rowsAtMost),
      deps.events.since(accountId, since, rowsAtMost),
      deps.runs.since(accountId, since, rowsAtMost),
    ]);
    const seen = new Map<string, string>();
    sendNew("connection", connections, seen);
    sendNew("event", events, seen);
    sendNew("run", runs, seen);
    sent = seen;
  };
  const rest = () => {
    busy = false;
    if (woken) wake();
  };
  const wake = () => {
    if (closed) return;
    woken = busy;
    if (busy) return;
    busy = true;
    look()
      .catch(deps.onError)
      .finally(() => {
        if (!closed) pause = setTimeout(rest, pauseMs);
      });
  };
  return {
    wake,
    close: () => {
      closed = true;
      clearTimeout(pause);
    },
  };
}
