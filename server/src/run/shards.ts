import { Client } from "pg";
import type { Clock } from "../base/clock.ts";
import { lockShards, openLockSession, shardCount, unlockShards, viewLocks } from "./shard-store.ts";

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
}

export interface Shards {
  readonly owned: ReadonlySet<number>;
  /** Backend of the lock session; 0 while there is none. */
  readonly pid: number;
  /** Checks the session, and takes or gives up shards until the share is fair. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

const silenceMs = 10_000;
const failuresAtMost = 2;

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

  constructor(deps: ShardDeps) {
    this.#deps = deps;
  }

  tick(): Promise<void> {
    this.#busy = this.#busy.then(() => this.#tick());
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
      this.#failures = 0;
      this.#lastGood = this.#deps.clock.now();
    } catch (error: unknown) {
      this.#failures += 1;
      this.#deps.onError(error);
      const silent = this.#deps.clock.now() - this.#lastGood > silenceMs;
      if (this.#failures >= failuresAtMost || silent || this.#client === null) this.#drop();
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
    this.pid = await openLockSession(client);
    this.#client = client;
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

  async #balance(client: Client): Promise<void> {
    const view = await viewLocks(client);
    const held = new Set(view.held);
    // Another backend, or locks we believe in that are not there: something between us and PostgreSQL shares sessions.
    if (view.pid !== this.pid || [...this.owned].some((shard) => !held.has(shard))) {
      this.#drop();
      throw new Error(
        "The session that holds the shards is not ours any more. Is DATABASE_DIRECT_URL going through a pooler?",
      );
    }
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
    await this.#deps.letGo(leaving);
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
