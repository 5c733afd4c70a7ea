import { useCallback, useEffect, useState } from "react";

/** For how long something said is shown, in ms. */
const shown = 6000;

/** What came of an act where nothing else shows it: said once, and gone after a while. */
export function useSaid(): { said: string | null; say: (text: string) => void } {
  const [said, setSaid] = useState<{ text: string } | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), shown);
    return () => clearTimeout(timer);
  }, [said]);
  return { said: said?.text ?? null, say: useCallback((text) => setSaid({ text }), []) };
}
