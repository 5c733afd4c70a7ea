import { useCallback, useEffect, useState } from "react";
import { holdBack, type Listed } from "./merge-live.ts";

/** How far down one must be before new rows wait instead of pushing what is being read. In pixels. */
const readingFrom = 120;

/** While a person has scrolled down, rows that arrive on top wait; at the top they appear at once. */
export function useHeldRows<Item extends Listed>(items: readonly Item[]) {
  const [newestSeen, setNewestSeen] = useState<string | null>(null);
  const newest = items[0]?.id ?? null;

  useEffect(() => {
    const onScroll = () => {
      if (window.scrollY < readingFrom) setNewestSeen(null);
      else setNewestSeen((seen) => seen ?? newest);
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => window.removeEventListener("scroll", onScroll);
  }, [newest]);

  const release = useCallback(() => {
    setNewestSeen(null);
    window.scrollTo({ top: 0 });
  }, []);

  return { ...holdBack(items, newestSeen), release };
}
