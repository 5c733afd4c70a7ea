import { PerformanceObserver } from "node:perf_hooks";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What requests and runs in hand need, both halves together. Half of it takes a tenth more time, twice as much saves none. */
const youngAtMost = 64 * 1024 * 1024;

/**
 * Keeps the heap of a started process near what it needs. On a machine with much memory V8 lets the space of young
 * objects grow to 128 MB, which a start alone may do, and old garbage to several times what is alive before it looks at it
 * for the first time. These are flags because V8 offers nothing else to a process that runs already; there is no other place
 * to give them, since nobody starts us with options for Node.
 */
export function settleHeap(): void {
  setFlagsFromString("--heap-growing-percent=70");
  // The first look at old objects, from which V8 reckons when the next is due. It also drops what only the start needed, and as
  // the last resort that it says it is, gives the space of young objects back, which grows from there to what is needed.
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect({ type: "major", flavor: "last-resort" });
  new PerformanceObserver(holdYoungSpace).observe({ entryTypes: ["gc"] });
}

/** It shrinks by itself when there is little to do, and may then grow again, up to its limit. */
function holdYoungSpace(): void {
  const young = getHeapSpaceStatistics().find((space) => space.space_name === "new_space");
  const isFull = young !== undefined && young.space_size >= youngAtMost;
  setFlagsFromString(`--semi-space-growth-factor=${isFull ? 1 : 2}`);
}
