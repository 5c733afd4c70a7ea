/** A worker that has places of a subject, or wants some. */
export interface Claimant {
  worker: number;
  granted: number;
  wanted: number;
  /** For how long it has had places without a break, or how long ago it had got its last ones, in ms; null: it never had any. */
  servedMs: number | null;
}

/** So long whoever has a place keeps it while others wait for one. */
const sliceMs = 3000;

/**
 * How many of so many places a worker may have: each an equal part, and what some do not want goes to the others. Where
 * there are fewer places than workers, they go round. @internal
 */
export function fairShare(worker: number, limit: number, claimants: readonly Claimant[]): number {
  const waiting = claimants.filter(({ wanted }) => wanted > 0).toSorted((a, b) => rank(a, b));
  const shares = new Map(waiting.map((each) => [each.worker, 0]));
  for (let left = limit; left > 0; ) {
    const open = waiting.filter((each) => (shares.get(each.worker) ?? 0) < each.wanted);
    if (open.length === 0) break;
    for (const each of open.slice(0, left)) {
      shares.set(each.worker, (shares.get(each.worker) ?? 0) + 1);
      left -= 1;
    }
  }
  return shares.get(worker) ?? 0;
}

/** Who has one keeps it for its time; then whoever has waited longest is next. */
function rank(a: Claimant, b: Claimant): number {
  const order = (each: Claimant): number => {
    if (each.servedMs === null) return Number.MAX_SAFE_INTEGER;
    return each.granted > 0 && each.servedMs < sliceMs ? Number.POSITIVE_INFINITY : each.servedMs;
  };
  const [first, second] = [order(a), order(b)];
  if (first === second) return a.worker - b.worker;
  return second > first ? 1 : -1;
}

/**
 * What a worker may have from now on, and what is written down for it: more only as far as others have given theirs back,
 * and not less than what executes.
 */
export function settle(
  me: Claimant & { executing: number },
  limit: number,
  others: readonly Claimant[],
): { allowed: number; granted: number } {
  const fair = fairShare(me.worker, limit, [me, ...others]);
  const free = limit - others.reduce((sum, { granted }) => sum + granted, 0);
  const allowed = Math.max(0, Math.min(fair, free));
  return { allowed, granted: Math.max(allowed, me.executing) };
}
