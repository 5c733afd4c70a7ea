/** Why calls wait, for whoever looks at a run. */
export interface Why {
  code: string;
  message: string;
}

export type ValveTurn = { kind: "go" } | { kind: "wait"; until: number };

/** Of those who come while another tries whether calls go through again. */
const probeWaitMs = 1000;
/** Shortest distance between two that were told to come back. */
const leastSpaceMs = 10;

/**
 * Holds back all calls of one kind until a moment. Then one goes to try; the others follow when it went well, and wait again
 * when it did not. Those that wait are told moments one after another, so that they do not come back all at once.
 * Pure memory; times in ms of any one clock.
 */
export class Valve {
  readonly why: Why;
  readonly until: number;
  /** How often in a row it was shut because calls failed. */
  readonly round: number;
  #probe: string | null = null;
  #behind = 0;

  constructor(shut: { why: Why; until: number; round: number }) {
    this.why = shut.why;
    this.until = shut.until;
    this.round = shut.round;
  }

  ask(caller: string, now: number, spaceMs: number): ValveTurn {
    if (now >= this.until && (this.#probe === null || this.#probe === caller)) {
      this.#probe = caller;
      this.#behind = 0;
      return { kind: "go" };
    }
    const from = now < this.until ? this.until : now + probeWaitMs;
    const until = from + this.#behind * Math.max(leastSpaceMs, spaceMs);
    this.#behind += 1;
    return { kind: "wait", until };
  }

  isProbe(caller: string): boolean {
    return this.#probe === caller;
  }

  /** Whoever was to try did not come to it: the next one does. */
  left(caller: string): void {
    if (this.#probe === caller) this.#probe = null;
  }
}
