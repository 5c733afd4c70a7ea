import { useNow } from "../../../lib/ticker.ts";
import { localeOf } from "../../../lib/locale.ts";
import { clockTime, exactTime } from "../../../lib/relative-time.ts";
import { useBuilder } from "../builder-context.ts";
import { texts } from "../texts.ts";
import classes from "./canvas.module.css";

/** What the numbers on the ways are, and since when they are counted. */
export function WaysSince() {
  const { ways } = useBuilder();
  const now = useNow();
  if (ways === null || ways.version === null || ways.ways.length === 0) return null;
  const locale = localeOf(navigator.languages);
  return (
    <p className={classes.since} title={exactTime(ways.since, locale)}>
      {texts.waysSince(ways.version, clockTime(ways.since, now, locale))}
    </p>
  );
}
