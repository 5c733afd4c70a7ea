import { exactTime, relativeTime } from "../lib/relative-time.ts";
import { localeOf, wordLocaleOf } from "../lib/locale.ts";
import { texts } from "../lib/texts.ts";
import { useNow } from "../lib/ticker.ts";

/** How near a moment to come may be to be told from now. In ms. */
const soon = 5000;

/** A moment in relative words; exact, with its zone, on hover. */
export function Moment({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={exactTime(at, localeOf(navigator.languages))}>
      {relativeTime(at, now, wordLocaleOf(navigator.languages))}
    </time>
  );
}

/** A moment to come. When it is as good as here, or past already, it comes any moment. */
export function MomentAhead({ at }: { at: string }) {
  const now = useNow();
  return Date.parse(at) - now < soon ? texts.anyMoment : <Moment at={at} />;
}

/** A moment to the second, for where exactness is what is looked for. */
export function ExactMoment({ at }: { at: string }) {
  return <time dateTime={at}>{exactTime(at, localeOf(navigator.languages))}</time>;
}
