import {
  type LiveConnection as ConnectionNews,
  liveConnection,
  type LiveEvent,
  liveEvent,
  type LiveRun,
  liveRun,
  liveSetup,
  type LiveWays,
  liveWays,
} from "@velodrome/contract";
import { address, type Scope } from "./request.ts";

export type LiveState = "connecting" | "live" | "reconnecting";

export interface News {
  runs: LiveRun[];
  events: LiveEvent[];
  connections: ConnectionNews[];
}

const nothing = (): News => ({ runs: [], events: [], connections: [] });

interface Asked {
  scope: Scope | undefined;
  deaf: number;
  ways: string | null;
}

export interface LiveListener {
  onState: (state: LiveState) => void;
  onNews: (news: News) => void;
  /** A Setup, or what is known of it, has changed; null: any of them may have. */
  onSetup: (id: string | null) => void;
  /** How often the ways of the cycle that was asked for were taken. */
  onWays: (ways: LiveWays) => void;
  /** What people are told of has changed. */
  onNotices: () => void;
  /** The erasure of a person goes on. */
  onErasures: () => void;
  /** The server said no to the stream, as it does to whoever is no longer signed in. */
  onRefused: () => void;
  /** The stream begins. After a break (`again`) what happened meanwhile in accounts was missed and must be asked for. */
  onOpen: (again: boolean) => void;
}

/** What a request for the stream may take; the server is asked to look back that much further. In ms. */
const slack = 2000;
const flushAfter = 200;
const firstRetry = 1000;
const longestRetry = 30_000;

/** For how long back it is asked which ways runs took. In ms. */
const waysReach = 24 * 3_600_000;

/**
 * The live stream, from open to close: of one account or of all, and always of Setups and notices, so that a tab holds one
 * connection (a browser allows six to a host). The browser reconnects by itself after a broken connection but
 * gives up after a refusal (a restarting proxy, say); then this opens it anew, ever more slowly.
 */
export class LiveConnection {
  readonly #url: string;
  readonly #listener: LiveListener;
  #source: EventSource | null = null;
  #news: News = nothing();
  #flushing: ReturnType<typeof setTimeout> | undefined;
  #retrying: ReturnType<typeof setTimeout> | undefined;
  #wait = firstRetry;
  #broken = false;
  readonly #began = performance.now();

  /**
   * `scope` undefined: of no account. `deaf`: for how many ms nobody has listened to Setups and notices; what changed in
   * the meantime is told when the stream begins, so that what was read meanwhile need not be read twice. `ways`: a cycle of
   * the account, whose ways are counted, those of the last day included.
   */
  constructor({ scope, deaf, ways }: Asked, listener: LiveListener) {
    const only = scope === undefined ? "also" : null;
    const missed = Math.ceil(deaf) + slack;
    const since = ways === null ? null : new Date(Date.now() - waysReach).toISOString();
    this.#url = address("/v1/live", { account: scope, also: "setup,notices,erasures", missed, only, ways, since });
    this.#listener = listener;
  }

  open(): void {
    this.#listener.onState(this.#broken ? "reconnecting" : "connecting");
    const source = new EventSource(this.#url);
    this.#source = source;
    source.addEventListener("open", () => this.#opened());
    source.addEventListener("error", () => this.#failed(source));
    source.addEventListener("run", ({ data }) => this.#take("runs", liveRun.safeParse(parsed(data)).data));
    source.addEventListener("event", ({ data }) => this.#take("events", liveEvent.safeParse(parsed(data)).data));
    source.addEventListener("connection", ({ data }) =>
      this.#take("connections", liveConnection.safeParse(parsed(data)).data),
    );
    source.addEventListener("setup", ({ data }) => {
      const setup = liveSetup.safeParse(parsed(data)).data;
      if (setup !== undefined) this.#listener.onSetup(setup.id);
    });
    source.addEventListener("ways", ({ data }) => {
      const ways = liveWays.safeParse(parsed(data)).data;
      if (ways !== undefined) this.#listener.onWays(ways);
    });
    source.addEventListener("notices", () => this.#listener.onNotices());
    source.addEventListener("erasures", () => this.#listener.onErasures());
  }

  close(): void {
    clearTimeout(this.#flushing);
    clearTimeout(this.#retrying);
    this.#source?.close();
    this.#source = null;
  }

  #opened(): void {
    this.#wait = firstRetry;
    this.#listener.onState("live");
    if (this.#broken || performance.now() - this.#began > slack) {
      this.#listener.onSetup(null);
      this.#listener.onNotices();
      this.#listener.onErasures();
    }
    this.#listener.onOpen(this.#broken);
    this.#broken = false;
  }

  #failed(source: EventSource): void {
    this.#broken = true;
    this.#listener.onState("reconnecting");
    if (source.readyState !== EventSource.CLOSED) return;
    this.#listener.onRefused();
    this.#retrying = setTimeout(() => this.open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestRetry);
  }

  /** An item of an unknown shape is left out: it comes again, checked, with the next answer to a list. */
  #take<Name extends keyof News>(name: Name, item: News[Name][number] | undefined): void {
    if (item === undefined) return;
    (this.#news[name] as News[Name][number][]).push(item);
    this.#flushing ??= setTimeout(() => this.#flush(), flushAfter);
  }

  #flush(): void {
    const news = this.#news;
    this.#news = nothing();
    this.#flushing = undefined;
    this.#listener.onNews(news);
  }
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}
