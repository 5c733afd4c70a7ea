import { setTimeout as pause } from "node:timers/promises";

const lookEveryMs = 25;

/** Looks again and again until there is something to see, and answers it. `within` is in ms. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  { within }: { within: number },
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + within;
  for (;;) {
    const seen = await look();
    if (seen !== false && seen !== null && seen !== undefined) return seen as Exclude<T, false | null | undefined>;
    if (performance.now() > deadline) throw new Error(`Waited ${within} ms in vain until ${what}.`);
    await pause(lookEveryMs);
  }
}
