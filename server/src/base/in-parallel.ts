/** Works through a list, so many at once; answers in the list's order. Rejects with the first failure, after all that was begun. */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const walk = async (): Promise<void> => {
    for (const [at, item] of queue) results[at] = await work(item);
  };
  const settled = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, walk));
  for (const outcome of settled) if (outcome.status === "rejected") throw outcome.reason;
  return results;
}
