import { exactTime, relativeTime } from "../lib/relative-time.ts";
import { localeOf, wordLocaleOf } from "../lib/locale.ts";
import { useNow } from "../lib/ticker.ts";

/** A moment in relative words; exact, with its zone, on hover. */
export function Moment({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={exactTime(at, localeOf(navigator.languages))}>
      {relativeTime(at, now, wordLocaleOf(navigator.languages))}
    </time>
  );
}

/** A moment to the second, for where exactness is what is looked for. */
export function ExactMoment({ at }: { at: string }) {
  return <time dateTime={at}>{exactTime(at, localeOf(navigator.languages))}</time>;
}
