import { useCallback, useEffect, useState } from "react";
import { holdBack, type Listed } from "./merge-live.ts";

/** How far down one must be before new rows wait instead of pushing what is being read. In pixels. */
const readingFrom = 120;

/**
 * While a person has scrolled down, or paused the list, rows that arrive on top wait; else, at the top, they appear at
 * once.
 */
export function useHeldRows<Item extends Listed>(items: readonly Item[], paused = false) {
  const [newestSeen, setNewestSeen] = useState<string | null>(null);
  const newest = items[0]?.id ?? null;

  useEffect(() => {
    const onScroll = () => {
      if (window.scrollY < readingFrom && !paused) setNewestSeen(null);
      else setNewestSeen((seen) => seen ?? newest);
    };
    onScroll();
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => window.removeEventListener("scroll", onScroll);
  }, [newest, paused]);

  const release = useCallback(() => {
    setNewestSeen(paused ? newest : null);
    window.scrollTo({ top: 0 });
  }, [newest, paused]);

  return { ...holdBack(items, newestSeen), release };
}
