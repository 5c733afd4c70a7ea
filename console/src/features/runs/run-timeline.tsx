import { Text, UnstyledButton } from "@mantine/core";
import type { RunWithSteps } from "@velodrome/contract";
import { duration } from "../../lib/duration.ts";
import { localeOf } from "../../lib/locale.ts";
import { type Bar, barsOf, type BarRow } from "./run-bars.ts";
import { stepLook } from "./run-look.ts";
import classes from "./run-timeline.module.css";
import { texts } from "./texts.ts";

interface TimelineProps {
  run: RunWithSteps;
  stepName: (step: string) => string;
  /** Whether a step does nothing but wait. */
  waits: (step: string) => boolean;
  /** Opens a step; without it they are names only. */
  onStep?: (step: string) => void;
}

const lengthOf = ({ from, to }: { from: number; to: number }): string =>
  duration(to - from, localeOf(navigator.languages));

/** A bar in words. */
const saidOf = (bar: Bar): string =>
  bar.attempt === null
    ? texts.timeline.waited(lengthOf(bar))
    : texts.timeline.attempt(bar.attempt.number, stepLook[bar.attempt.status].word, lengthOf(bar));

/** So many bars of a row are said one by one. */
const saidAtMost = 20;

interface TrackProps {
  row: BarRow;
  name: string;
  from: number;
  span: number;
}

function Track({ row: { bars }, name, from, span }: TrackProps) {
  const said = bars.slice(0, saidAtMost).map(saidOf);
  return (
    <div className={classes.track} role="img" aria-label={texts.timeline.row(name, said, bars.length - said.length)}>
      {bars.map((bar, at) => (
        <span
          key={at}
          className={classes.bar}
          title={saidOf(bar)}
          data-tone={bar.attempt === null ? "violet" : stepLook[bar.attempt.status].tone}
          data-waits={bar.waits || undefined}
          style={{
            insetInlineStart: `${(100 * (bar.from - from)) / span}%`,
            width: `${(100 * (bar.to - bar.from)) / span}%`,
          }}
        />
      ))}
    </div>
  );
}

/** A run along its time: a bar for each attempt, and hatched where it waited. */
export function RunTimeline({ run, stepName, waits, onStep }: TimelineProps) {
  const { from, to, rows, left } = barsOf(run, { now: Date.now(), waits });
  const span = Math.max(1, to - from);
  return (
    <div className={classes.timeline} role="group" aria-label={texts.timeline.heading}>
      <ol className={classes.rows}>
        {rows.map((row) => {
          const name = stepName(row.step);
          const last = row.bars.at(-1);
          return (
            <li key={row.step} className={classes.row}>
              {onStep === undefined ? (
                <span className={classes.name} dir="auto" title={name}>
                  {name}
                </span>
              ) : (
                <UnstyledButton className={classes.name} dir="auto" title={name} onClick={() => onStep(row.step)}>
                  {name}
                </UnstyledButton>
              )}
              <Track {...{ row, name, from, span }} />
              <span className={classes.length}>
                {last === undefined ? null : lengthOf({ from: row.bars[0]?.from ?? from, to: last.to })}
              </span>
            </li>
          );
        })}
      </ol>
      <div className={classes.row} aria-hidden="true">
        <span />
        <span className={classes.axis}>
          <span>{duration(0, localeOf(navigator.languages))}</span>
          <span>{lengthOf({ from, to })}</span>
        </span>
        <span />
      </div>
      {left === 0 ? null : (
        <Text size="sm" c="dimmed">
          {texts.timeline.left(left)}
        </Text>
      )}
    </div>
  );
}
