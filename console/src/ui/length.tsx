import { between, duration } from "../lib/duration.ts";
import { localeOf } from "../lib/locale.ts";
import { useNow } from "../lib/ticker.ts";

function Running({ start }: { start: string }) {
  const now = useNow("fast");
  return duration(between(start, null, now), localeOf(navigator.languages));
}

/** How long something took, or how long it has been going on. */
export function Length({ start, end, going }: { start: string | null; end: string | null; going: boolean }) {
  if (start === null) return <span aria-hidden="true">–</span>;
  if (end !== null) return duration(between(start, end, 0), localeOf(navigator.languages));
  return going ? <Running start={start} /> : <span aria-hidden="true">–</span>;
}
