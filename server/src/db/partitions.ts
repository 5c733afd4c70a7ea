import type { Pool } from "pg";
import type { Clock } from "../base/clock.ts";
import { ensurePartitions } from "./partition-store.ts";

const hourMs = 3_600_000;

/**
 * Makes the days' partitions a week ahead, now and every hour. Web and worker both do, so that neither waits for the
 * other: without it, rows would fall into the default partitions, where they are kept but not dropped by the day.
 */
export async function keepPartitions(deps: {
  pool: Pool;
  clock: Clock;
  onError(error: unknown): void;
}): Promise<{ close(): void }> {
  const ensure = () => ensurePartitions(deps.pool, new Date(deps.clock.now()).toISOString().slice(0, 10));
  await ensure();
  const timer = setInterval(() => void ensure().catch(deps.onError), hourMs);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
