import type { RateLimit } from "@velodrome/kit";

/** What a limit leaves one worker of several: its share of the calls, and of at least one call a longer time. */
export function shareOf({ calls, perMs }: RateLimit, share: number): RateLimit {
  const own = Math.max(1, Math.floor(calls * share));
  return { calls: own, perMs: (perMs * own) / (calls * share) };
}

/**
 * Keeps one limit: never more than `calls` within any `perMs`, and whoever has to wait gets a moment of its own, so that
 * nobody is overtaken by those who come later. Pure memory; times in ms of any one clock.
 */
export class RateLimiter {
  /** Moments given away within the last `perMs` and those still to come, in order. */
  readonly #slots: number[] = [];
  /** Of callers that were told to come back. */
  readonly #kept = new Map<string, number>();

  /** When this caller may go: `now` or earlier when it may at once. Asked again, it keeps its moment until it has `gone`. */
  ask(caller: string, { calls, perMs }: RateLimit, now: number): number {
    const kept = this.#kept.get(caller);
    if (kept !== undefined) return kept;
    while (this.#slots[0] !== undefined && this.#slots[0] <= now - perMs) this.#slots.shift();
    const before = this.#slots[this.#slots.length - calls];
    const slot = before === undefined ? now : Math.max(now, before + perMs);
    this.#slots.push(slot);
    if (slot > now) this.#kept.set(caller, slot);
    return slot;
  }

  /** The caller made its call: its next one asks anew. */
  gone(caller: string): void {
    this.#kept.delete(caller);
  }

  /** Forgets those who did not come back; answers whether nothing is left to know. */
  sweep(before: number): boolean {
    for (const [caller, slot] of this.#kept) if (slot < before) this.#kept.delete(caller);
    const last = this.#slots.at(-1);
    return this.#kept.size === 0 && (last === undefined || last < before);
  }
}
