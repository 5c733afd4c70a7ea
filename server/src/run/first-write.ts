import { isSurelyWithin } from "../step/payload-limit.ts";
import { type Checkpoint, type CheckpointOutcome, isFinished } from "./checkpoint-store.ts";
import type { LiveRun } from "./state.ts";

/** Where a run that has just got its row stands in line. */
export interface RunPlace {
  shard: number;
  seq: string;
}

/** A run that has begun before its event is kept. */
export interface EarlyRun {
  run: LiveRun;
  first: FirstWrite;
}

/**
 * Why a run is given up: its version is none that begins with its event, or this run took too long, which may be the machine's
 * fault.
 */
export type GivenUp = "unfit" | "slow";

const lost: CheckpointOutcome = { kind: "lost" };

/** Bytes of JSON. Whoever sends an event at the same time waits for all that is written with it. */
const largest = 256 * 1024;

/** Whether it can go with an event: an intent or an end, and not much. */
const isFit = ({ status, state, attempt, error, steps }: Checkpoint): boolean =>
  (attempt !== null || isFinished(status)) && isSurelyWithin([state, attempt, error, steps], largest);

/**
 * What a run writes first that begins before its event is on disk. It is committed in the statement that keeps the event and
 * makes the run, or not at all: then the run is an ordinary one, which waits to be read, and whoever began it lets it go.
 * Nothing has happened outside by then. Only a small intent or end can come first; with anything else the run is given up.
 */
export class FirstWrite {
  readonly #run: LiveRun;
  readonly #gaveUp: (why: GivenUp) => void;
  readonly #written = Promise.withResolvers<CheckpointOutcome>();
  #offered: Checkpoint | null = null;
  #isTaken = false;
  #isOpen = true;

  /** `gaveUp` is told when the run does not come to an intent or an end by itself. */
  constructor(run: LiveRun, gaveUp: (why: GivenUp) => void) {
    this.#run = run;
    this.#gaveUp = gaveUp;
  }

  /** Whether the run has written nothing yet. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Resolves when the event's group is written. */
  offer(checkpoint: Checkpoint): Promise<CheckpointOutcome> {
    if (!isFit(checkpoint)) this.giveUp();
    this.#isOpen = false;
    if (this.#isTaken) return Promise.resolve(lost);
    this.#offered = checkpoint;
    return this.#written.promise;
  }

  /** There is nothing to write that could go with the event. */
  giveUp(why: GivenUp = "unfit"): void {
    this.#isOpen = false;
    this.#isTaken = true;
    this.#gaveUp(why);
  }

  /** The event is about to be kept: what goes with it, or null. What is offered later is lost. */
  take(): Checkpoint | null {
    this.#isTaken = true;
    return this.#offered;
  }

  won({ shard, seq }: RunPlace): void {
    // It is kept as long as its run, and what was written would be for nothing.
    this.#offered = null;
    Object.assign(this.#run, { shard, seq });
    this.#written.resolve({ kind: "won", wish: null });
  }

  lost(): void {
    this.#isTaken = true;
    this.#written.resolve(lost);
  }

  failed(error: unknown): void {
    this.#isTaken = true;
    // Nobody waits for it where nothing was offered.
    if (this.#offered) this.#written.reject(error);
  }
}
