import type { CountedWay, ReachedItems } from "./way-count-store.ts";

/** More runs than are looked at are not inside of For eaches at once. One that is forgotten has its item at hand counted again. */
const rememberedAtMost = 5000;

/** Counts items of For eaches look by look: the one that a run was at may be found again at the next. */
export class ItemCounts {
  /** Path of the item at hand, by run and For each; those of which something was found last stand last. */
  readonly #atHand = new Map<string, string>();

  /** Items that were not counted before, as ways into them. */
  add(found: readonly ReachedItems[]): CountedWay[] {
    return found.flatMap(({ run, step, count, first, last }) => {
      const key = `${run} ${step}`;
      const fresh = this.#atHand.get(key) === first ? count - 1 : count;
      this.#remember(key, last);
      return fresh === 0 ? [] : [{ step, port: "item", count: fresh }];
    });
  }

  #remember(key: string, path: string): void {
    this.#atHand.delete(key);
    this.#atHand.set(key, path);
    const [oldest] = this.#atHand.keys();
    if (this.#atHand.size > rememberedAtMost && oldest !== undefined) this.#atHand.delete(oldest);
  }
}
