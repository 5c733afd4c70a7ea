import type { Limit } from "./limit-store.ts";
import type { PlaceWish } from "./place-store.ts";
import type { LiveRun } from "./state.ts";

export interface PlacesDeps {
  /** Whether every shard is this worker's, so that nobody else executes anything. */
  isSole(): boolean;
  /** How many this worker may execute of each subject, when all have been told what it executes and wants. */
  settle(wishes: readonly PlaceWish[]): Promise<ReadonlyMap<string, number>>;
}

/** Runs that execute here, and those that could. */
export interface InHand {
  busy(): Iterable<LiveRun>;
  /** One of each lane that has something in hand. */
  heads(): Iterable<LiveRun>;
}

/**
 * How many runs of accounts and cycles execute at once, where that is limited. A worker that has every shard counts by
 * itself. Several share the places of a subject by rows, and ask only for subjects of which they have something to do. Where
 * nothing is limited nothing is counted.
 */
export class Places {
  readonly #deps: PlacesDeps;
  readonly #inHand: InHand;
  #limits = new Map<string, Limit>();
  readonly #executing = new Map<string, number>();
  /** Of each subject: how many this worker may execute while it is not the only one. */
  #allowed: ReadonlyMap<string, number> = new Map();
  /** Subjects of which more could begin if there were places, and those that places were asked for since the last look. */
  readonly #missed = new Set<string>();
  readonly #asked = new Set<string>();
  /** Counts the sessions that shards were held by: what is settled under one does not count under the next. */
  #life = 0;
  #settling: Promise<void> = Promise.resolve();

  constructor(deps: PlacesDeps, inHand: InHand) {
    this.#deps = deps;
    this.#inHand = inHand;
  }

  get areLimited(): boolean {
    return this.#limits.size > 0;
  }

  /** Whether other workers may have some of the places. */
  get areShared(): boolean {
    return this.areLimited && !this.#deps.isSole();
  }

  learn(limits: readonly Limit[]): void {
    this.#limits = new Map(limits.map((each) => [each.subject, each]));
    this.#executing.clear();
    if (this.areLimited) for (const run of this.#inHand.busy()) this.began(run);
  }

  /** How many of a subject may execute on all workers together; null: as many as there are. */
  limitOf(subject: string): number | null {
    return this.#limits.get(subject)?.limit ?? null;
  }

  /** How many of a subject may execute here; null: as many as there are. */
  of(subject: string): number | null {
    const limit = this.limitOf(subject);
    if (limit === null) return null;
    return this.#deps.isSole() ? limit : Math.min(limit, this.#allowed.get(subject) ?? 0);
  }

  mayBegin(run: LiveRun): boolean {
    const missed = subjectsOf(run).filter((subject) => {
      const most = this.of(subject);
      return most !== null && (this.#executing.get(subject) ?? 0) >= most;
    });
    for (const subject of missed) this.#missed.add(subject);
    return missed.length === 0;
  }

  began(run: LiveRun): void {
    this.#count(run, 1);
  }

  ended(run: LiveRun): void {
    this.#count(run, -1);
  }

  #count(run: LiveRun, by: number): void {
    if (!this.areLimited) return;
    for (const subject of subjectsOf(run)) {
      if (!this.#limits.has(subject)) continue;
      this.#executing.set(subject, Math.max(0, (this.#executing.get(subject) ?? 0) + by));
    }
  }

  /** Whether something could begin if places were asked for: others may have none of them, or more than they need. */
  get isShort(): boolean {
    if (!this.areShared) return false;
    return [...this.#missed].some(
      (subject) => !this.#asked.has(subject) && (this.of(subject) ?? 0) < (this.limitOf(subject) ?? 0),
    );
  }

  /** Once a second: asks again for what was not to be had, and gives back what is not needed any more. */
  async tick(): Promise<void> {
    this.#asked.clear();
    if (this.areShared) await this.settle();
  }

  /** One after the other. What was asked for meanwhile is asked for with the next one. */
  settle(): Promise<void> {
    // Whoever asked before is told themselves when it fails.
    this.#settling = Promise.allSettled([this.#settling]).then(() => this.#settle());
    return this.#settling;
  }

  async #settle(): Promise<void> {
    this.#missed.clear();
    const wishes = this.#wishes();
    for (const { subject } of wishes) this.#asked.add(subject);
    if (wishes.length === 0 && this.#allowed.size === 0) return;
    // No more than what they are told may begin until the answer is there, or should it be lost.
    const before = this.#allowed;
    this.#allowed = new Map(
      wishes.map(({ subject, executing }) => [subject, Math.min(executing, before.get(subject) ?? 0)]),
    );
    const life = this.#life;
    const allowed = await this.#deps.settle(wishes);
    if (life === this.#life) this.#allowed = allowed;
  }

  #wishes(): PlaceWish[] {
    if (!this.areLimited) return [];
    const wanted = new Map<string, number>();
    for (const run of this.#inHand.heads())
      for (const subject of subjectsOf(run)) wanted.set(subject, (wanted.get(subject) ?? 0) + 1);
    return [...this.#limits.values()].flatMap((each) => {
      const wish = {
        ...each,
        executing: this.#executing.get(each.subject) ?? 0,
        wanted: wanted.get(each.subject) ?? 0,
      };
      return wish.executing > 0 || wish.wanted > 0 ? [wish] : [];
    });
  }

  /** The shards are gone, and with them the places. */
  forget(): void {
    this.#life += 1;
    this.#allowed = new Map();
  }
}

const subjectsOf = ({ accountId, cycleId }: LiveRun): readonly string[] => [accountId, cycleId];
