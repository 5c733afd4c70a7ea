const delaysMs = [0, 1000, 2000, 5000, 10_000, 30_000, 60_000];
const giveUpAfterMs = 3_600_000;

/**
 * How long to wait after the given number of failures in a row: at once, then backing off to a minute.
 * null = an hour has passed since the first try: give up.
 */
export function retryDelay(failures: number, sinceFirstTryMs: number): number | null {
  if (sinceFirstTryMs >= giveUpAfterMs) return null;
  return delaysMs[Math.min(failures, delaysMs.length) - 1] ?? 0;
}
