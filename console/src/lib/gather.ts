const shortPause = 300;

/**
 * Works on what comes, the first at once; what comes while that goes on is worked on together afterwards, so that the
 * last news is never passed over and no round cancels another. `pause` lies between two rounds, in ms, so that a flood of
 * news does not become a flood of questions.
 */
export function gather<T>(
  work: (items: ReadonlySet<T>) => Promise<unknown>,
  pause: number = shortPause,
): (item: T) => void {
  let waiting = new Set<T>();
  let busy = false;
  const round = async () => {
    if (waiting.size === 0) {
      busy = false;
      return;
    }
    busy = true;
    const items = waiting;
    waiting = new Set();
    try {
      await work(items);
    } finally {
      setTimeout(() => void round(), pause);
    }
  };
  return (item) => {
    waiting.add(item);
    if (!busy) void round();
  };
}
