import type { Page } from "playwright-core";

/** How a page fared since it was last asked, in ms. */
export interface Watched {
  /** From the beginning of the navigation until what was waited for was drawn; null until then. */
  readonly shownAt: number | null;
  /** The end of the last stretch in which the main thread took no input, counted from the navigation. */
  readonly busyUntil: number;
  /** The longest such stretch (a long task is one of 50 ms and more); 0 when there was none. */
  readonly longestTask: number;
  /** The longest wait from one frame to the next. */
  readonly longestFrame: number;
  /** Pointer moves that reached the page. */
  readonly moves: number;
}

/**
 * Written for the browser, whose types are not ours. Runs before anything of the page. What was waited for counts as drawn
 * with the second frame after it stands in the page: by then the first one with it in has been on the screen.
 */
const watcher = (counts: Readonly<Record<string, number>>): string => `(() => {
  const counts = Object.entries(${JSON.stringify(counts)});
  const state = { shownAt: null, busyUntil: 0, longestTask: 0, longestFrame: 0, moves: 0 };
  globalThis.watched = () => {
    const answer = { ...state };
    Object.assign(state, { longestTask: 0, longestFrame: 0, moves: 0 });
    return answer;
  };
  let onShown;
  globalThis.watched.shown = new Promise((answer) => { onShown = answer; });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      state.longestTask = Math.max(state.longestTask, duration);
      state.busyUntil = Math.max(state.busyUntil, startTime + duration);
    }
  }).observe({ type: "longtask", buffered: true });
  addEventListener("pointermove", () => { state.moves += 1; }, true);
  let last = null;
  let seen = 0;
  const frame = (now) => {
    if (last !== null) state.longestFrame = Math.max(state.longestFrame, now - last);
    last = now;
    if (state.shownAt === null) {
      const all = counts.every(([selector, count]) => document.querySelectorAll(selector).length === count);
      seen = all ? seen + 1 : 0;
      if (seen === 2) {
        state.shownAt = performance.now();
        onShown();
      }
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;

/** Watches every page that is opened in this window from now on, until so many of each are drawn. */
export async function watchPage(page: Page, counts: Readonly<Record<string, number>>): Promise<() => Promise<Watched>> {
  await page.addInitScript(watcher(counts));
  return () => page.evaluate<Watched>("globalThis.watched()");
}

/** For how long the page's main thread was at work since it was opened, in ms: what else the machine does is not counted. */
export async function openPageAtWork(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.POSITIVE_INFINITY);
  };
}
