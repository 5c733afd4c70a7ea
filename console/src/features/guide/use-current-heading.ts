import { useEffect, useState } from "react";
import { frameSize } from "../../ui/theme.ts";

/** A heading that is this far under the top bar is what is being read. */
const reach = frameSize.bar * 2;

/** The last of the headings that were scrolled past; the first until then. `ids` must stay the same while the page does. */
export function useCurrentHeading(ids: readonly string[]): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const look = () => {
      const topOf = (id: string) =>
        document.getElementById(id)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
      setCurrent(ids.findLast((id) => topOf(id) <= reach) ?? null);
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, [ids]);
  return current ?? ids[0] ?? null;
}
