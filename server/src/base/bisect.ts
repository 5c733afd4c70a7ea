/** What became of each item of a group, in the group's order. */
export type Settled<R> = PromiseSettledResult<R>[];

/**
 * Writes a group; when a row in it is at fault, halves it until that row stands alone, so that the good rows are
 * written all the same. Halves are written one after the other: the group's order is kept.
 * Any other failure is everybody's in the part that met it.
 */
export async function settleGroup<T, R>(
  flush: (items: T[]) => Promise<R[]>,
  items: T[],
  isRowFault: (error: unknown) => boolean,
): Promise<Settled<R>> {
  try {
    const results = await flush(items);
    if (results.length !== items.length) {
      throw new Error(`A group of ${items.length} was written and ${results.length} results came back.`);
    }
    return results.map((value) => ({ status: "fulfilled", value }));
  } catch (reason: unknown) {
    if (items.length === 1 || !isRowFault(reason)) return items.map(() => ({ status: "rejected", reason }));
    const half = Math.ceil(items.length / 2);
    const first = await settleGroup(flush, items.slice(0, half), isRowFault);
    const second = await settleGroup(flush, items.slice(half), isRowFault);
    return [...first, ...second];
  }
}
