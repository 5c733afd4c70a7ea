import { Client } from "pg";
import type { Clock } from "../base/clock.ts";
import { type LockView, lockShards, openLockSession, shardCount, unlockShards, viewLocks } from "./shard-store.ts";

export interface ShardDeps {
  /** A direct address: session locks do not go through a pooler. */
  directUrl: string;
  clock: Clock;
  /** Stops reading these shards and resolves when nothing of them is in hand any more (or after its own time limit). */
  letGo(shards: ReadonlySet<number>): Promise<void>;
  /** The session is gone, and with it every lock: nothing in hand may be called or counted on. */
  lost(): void;
  /** New shards, and the backends of all living workers. */
  gained(shards: readonly number[], members: readonly number[]): Promise<void>;
  onError(error: unknown): void;
  /** After so long a silence PostgreSQL gives the shards to others; 15 s unless told. */
  silenceMs?: number;
}

export interface Shards {
  readonly owned: ReadonlySet<number>;
  /** Backend of the lock session; 0 while there is none. */
  readonly pid: number;
  /** Whether the locks were seen to be ours a moment ago. If not, others may have them by now: no call may be started. */
  isSure(): boolean;
  /** Checks the session, and takes or gives up shards until the share is fair. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

/** PostgreSQL ends the session after this; a host that is gone has lost its shards within 20 s. */
const endedAfterMs = 15_000;
/** We count it as lost sooner than others can have it. */
const sureShare = 2 / 3;
const failuresAtMost = 2;
/** While shards are being let go, which may take long, the session is not left silent for longer than this. */
const confirmShare = 1 / 5;

/**
 * Shards belong to whoever holds their session advisory locks, all on one connection of its own: when the process dies,
 * its locks go with the connection and others take over at once. No lease, no clock.
 */
export class ShardKeeper implements Shards {
  readonly owned = new Set<number>();
  pid = 0;
  readonly #deps: ShardDeps;
  #client: Client | null = null;
  #failures = 0;
  #lastGood = 0;
  #busy: Promise<void> = Promise.resolve();
  #ticking = 0;
  readonly #silenceMs: number;

  constructor(deps: ShardDeps) {
    this.#deps = deps;
    this.#silenceMs = deps.silenceMs ?? endedAfterMs;
  }

  isSure(): boolean {
    const silentMs = this.#deps.clock.now() - this.#lastGood;
    // A clock that was set back says nothing: the next look at the locks does.
    return this.#client !== null && silentMs <= this.#silenceMs * sureShare;
  }

  /** Whether a tick is under way: while shards are let go of, that may take long. */
  get isBusy(): boolean {
    return this.#ticking > 0;
  }

  tick(): Promise<void> {
    this.#ticking += 1;
    this.#busy = this.#busy.then(() => this.#tick()).finally(() => void (this.#ticking -= 1));
    return this.#busy;
  }

  async close(): Promise<void> {
    await this.#busy;
    if (this.owned.size > 0) await this.#deps.letGo(new Set(this.owned));
    const client = this.#client;
    this.#client = null;
    this.owned.clear();
    await client?.end();
  }

  async #tick(): Promise<void> {
    try {
      const client = this.#client ?? (await this.#connect());
      await this.#balance(client);
    } catch (error: unknown) {
      this.#failures += 1;
      this.#deps.onError(error);
      if (this.#failures >= failuresAtMost || !this.isSure()) this.#drop();
    }
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.#deps.directUrl,
      keepAlive: true,
      application_name: "velodrome shards",
      connectionTimeoutMillis: 5000,
      query_timeout: 5000,
    });
    client.on("error", this.#deps.onError);
    client.on("end", () => {
      if (this.#client === client) this.#drop();
    });
    await client.connect();
    this.pid = await openLockSession(client, this.#silenceMs);
    this.#client = client;
    this.#lastGood = this.#deps.clock.now();
    return client;
  }

  #drop(): void {
    const client = this.#client;
    this.#client = null;
    this.pid = 0;
    this.#failures = 0;
    if (this.owned.size > 0) {
      this.owned.clear();
      this.#deps.lost();
    }
    client?.end().catch(this.#deps.onError);
  }

  /** Asks PostgreSQL which locks are ours, and believes nothing else. */
  async #look(client: Client): Promise<LockView> {
    const askedAt = this.#deps.clock.now();
    const view = await viewLocks(client);
    const held = new Set(view.held);
    // Another backend, or locks we believe in that are not there: something between us and PostgreSQL shares sessions.
    if (view.pid !== this.pid || [...this.owned].some((shard) => !held.has(shard))) {
      this.#drop();
      throw new Error(
        "The session that holds the shards is not ours any more. Is DATABASE_DIRECT_URL going through a pooler?",
      );
    }
    this.#failures = 0;
    this.#lastGood = askedAt;
    return view;
  }

  async #balance(client: Client): Promise<void> {
    const view = await this.#look(client);
    // Locks that we hold and do not use: what came between taking or giving up a shard and its end failed.
    const strays = view.held.filter((shard) => !this.owned.has(shard));
    if (strays.length > 0) await unlockShards(client, strays);
    const fair = Math.ceil(shardCount / Math.max(1, view.members.length));
    if (this.owned.size > fair) await this.#giveUp(client, this.owned.size - fair);
    else if (this.owned.size < fair) await this.#take(client, fair - this.owned.size, view.taken, view.members);
  }

  async #giveUp(client: Client, count: number): Promise<void> {
    const leaving = new Set([...this.owned].slice(0, count));
    for (const shard of leaving) this.owned.delete(shard);
    const confirming = setInterval(
      () => void this.#look(client).catch(this.#deps.onError),
      this.#silenceMs * confirmShare,
    );
    await this.#deps.letGo(leaving).finally(() => clearInterval(confirming));
    await unlockShards(client, [...leaving]);
  }

  async #take(client: Client, count: number, taken: readonly number[], members: readonly number[]): Promise<void> {
    const busy = new Set(taken);
    const free = Array.from({ length: shardCount }, (_, shard) => shard).filter((shard) => !busy.has(shard));
    if (free.length === 0) return;
    const got = await lockShards(client, free.slice(0, count));
    if (got.length === 0) return;
    await this.#deps.gained(got, members);
    for (const shard of got) this.owned.add(shard);
  }
}
