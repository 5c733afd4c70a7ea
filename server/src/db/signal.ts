import { Client, type Pool } from "pg";
import { listenToSignals, sendSignal } from "./signal-store.ts";

export interface SignalDeps {
  pool: Pool;
  /** A direct address: LISTEN does not go through a pooler. */
  directUrl: string;
  /** What the process calls itself to the database. */
  name: string;
  /** Done with each new session before it listens: what is to last as long as the session. */
  greet?(client: Client): Promise<void>;
  onError(error: unknown): void;
}

/** What something happened to; `all` when there was too much to name, or after a gap in listening. */
export type Touched = { kind: "all" } | ({ kind: "some" } & TouchedSome);

export interface TouchedSome {
  accounts: ReadonlySet<string>;
  setups: ReadonlySet<string>;
  /** Whether it was what people are told of. */
  notices: boolean;
  /** Whether an erasure of a person was asked for, has begun or is done. */
  erasures: boolean;
  /** Accounts whose variables have changed. */
  variables: ReadonlySet<string>;
}

/** What a signal may name: an account by its id as it is, and these. */
export type Topic = string;
/** A Setup, or what is known of it: what was counted, seen, subscribed or connected. */
export const setupTopic = (setupId: string): Topic => `${setupMark}${setupId}`;
export const noticesTopic: Topic = "n";
export const erasuresTopic: Topic = "x";

export const variablesTopic = (accountId: string): Topic => `${variablesMark}${accountId}`;

const setupMark = "s";
const variablesMark = "v";

export interface Signal {
  /** Says that rows of these were committed. Gathered: at most 20 notices a second leave a process. */
  touch(topics: readonly Topic[]): void;
  /** Called for notices of every process, this one included. Returns the way to stop. */
  listen(hear: (touched: Touched) => void): () => void;
  close(): Promise<void>;
}

const pauseMs = 50;
const reconnectMs = 1000;
/** A payload holds 8000 bytes; a Setup takes 38 with its comma. */
const topicsAtMost = 200;
const everyone = "*";

/** Web and worker meet in rows; this only says that it is worth looking. A lost notice costs a second, never a row. */
export async function openSignal(deps: SignalDeps): Promise<Signal> {
  const hearers = new Set<(touched: Touched) => void>();
  const sender = createSender(deps);
  let closed = false;
  let client: Client | null = null;
  let again: NodeJS.Timeout | undefined;

  const tell = (touched: Touched) => {
    for (const hear of hearers) hear(touched);
  };
  const connect = async (): Promise<void> => {
    const next = new Client({
      connectionString: deps.directUrl,
      keepAlive: true,
      application_name: deps.name,
    });
    next.on("error", deps.onError);
    next.on("end", () => {
      if (!closed) again = setTimeout(() => void connect().catch(retry), reconnectMs);
    });
    next.on("notification", ({ payload }) => tell(read(payload ?? everyone)));
    client = next;
    await next.connect();
    await deps.greet?.(next);
    await listenToSignals(next);
    tell({ kind: "all" });
  };
  const retry = (error: unknown) => {
    deps.onError(error);
    // One that could be opened and not used is closed, and its end leads to the next try.
    client?.end().catch(deps.onError);
  };
  await connect().catch(async (error: unknown) => {
    closed = true;
    clearTimeout(again);
    await client?.end();
    throw error;
  });
  return {
    touch: sender.touch,
    listen: (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    close: async () => {
      closed = true;
      clearTimeout(again);
      await sender.close();
      await client?.end();
    },
  };
}

function read(payload: string): Touched {
  if (payload === everyone) return { kind: "all" };
  const topics = payload.split(",");
  const marks = [setupMark, variablesMark, noticesTopic, erasuresTopic];
  const marked = (mark: string) =>
    new Set(topics.filter((topic) => topic.startsWith(mark)).map((topic) => topic.slice(mark.length)));
  return {
    kind: "some",
    accounts: new Set(topics.filter((topic) => !marks.some((mark) => topic.startsWith(mark)))),
    setups: marked(setupMark),
    notices: topics.includes(noticesTopic),
    erasures: topics.includes(erasuresTopic),
    variables: marked(variablesMark),
  };
}

function createSender(deps: SignalDeps): { touch(topics: readonly Topic[]): void; close(): Promise<void> } {
  let waiting = new Set<string>();
  let pause: NodeJS.Timeout | null = null;
  let sending: Promise<void> = Promise.resolve();

  const send = () => {
    pause = null;
    if (waiting.size === 0) return;
    const payload = waiting.size > topicsAtMost ? everyone : [...waiting].join(",");
    waiting = new Set();
    pause = setTimeout(send, pauseMs);
    sending = sendSignal(deps.pool, payload).catch(deps.onError);
  };
  return {
    touch: (topics) => {
      for (const topic of topics) waiting.add(topic);
      if (pause === null) send();
    },
    close: async () => {
      if (pause) clearTimeout(pause);
      send();
      if (pause) clearTimeout(pause);
      await sending;
    },
  };
}
