import { useSyncExternalStore } from "react";

/** One clock for every relative time of the page, so that they all change at once. */
class Ticker {
  readonly #every: number;
  readonly #listeners = new Set<() => void>();
  #now = Date.now();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(every: number) {
    this.#every = every;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tick(), this.#every);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  };

  /** While nobody listens the clock stands, so a first look must not answer an old moment. */
  readonly now = (): number => {
    if (this.#timer === undefined && Date.now() - this.#now >= this.#every) this.#now = Date.now();
    return this.#now;
  };

  #tick(): void {
    this.#now = Date.now();
    for (const listener of this.#listeners) listener();
  }
}

const slow = new Ticker(5000);
const fast = new Ticker(250);

/** Now, in ms, renewed every 5 s; with `fast` four times a second, for things in progress. */
export const useNow = (pace: "slow" | "fast" = "slow"): number => {
  const ticker = pace === "slow" ? slow : fast;
  return useSyncExternalStore(ticker.subscribe, ticker.now);
};
