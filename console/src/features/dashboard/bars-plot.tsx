import { Group, Text, Title } from "@mantine/core";
import { clockTime } from "../../lib/relative-time.ts";
import { localeOf } from "../../lib/locale.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Surface } from "../../ui/surface.tsx";
import classes from "./bars-plot.module.css";
import { niceTop } from "./nice-top.ts";
import { texts } from "./texts.ts";

export interface Series {
  key: string;
  name: string;
  tone: "neutral" | "red" | "amber" | "faint";
}

export interface Bar {
  at: string;
  counts: Readonly<Record<string, number>>;
}

interface BarsPlotProps {
  heading: string;
  /** From the bottom up. */
  series: readonly Series[];
  bars: readonly Bar[];
  bucketMs: number;
}

const day = 86_400_000;
const locale = () => localeOf(navigator.languages);

/** A bucket's beginning: of days the date, else the time. */
const whenOf = (at: string, bucketMs: number): string =>
  bucketMs >= day
    ? new Intl.DateTimeFormat(locale(), { month: "short", day: "numeric" }).format(new Date(at))
    : clockTime(at, Date.now(), locale());

const sumOf = (bar: Bar, series: readonly Series[]) => series.reduce((sum, { key }) => sum + (bar.counts[key] ?? 0), 0);

function Table({ heading, series, bars, bucketMs }: BarsPlotProps) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={heading}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{texts.from}</th>
            {series.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.at}>
              <th scope="row">{whenOf(bar.at, bucketMs)}</th>
              {series.map(({ key }) => (
                <td key={key}>{(bar.counts[key] ?? 0).toLocaleString(locale())}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Counts over time as stacked bars, each told in words on hover, all of them in a table below. */
export function BarsPlot(given: BarsPlotProps) {
  const { heading, series, bars, bucketMs } = given;
  const top = niceTop(Math.max(0, ...bars.map((bar) => sumOf(bar, series))));
  const totals = series.map(({ key }) => bars.reduce((sum, bar) => sum + (bar.counts[key] ?? 0), 0));
  const words = (bar: Bar) =>
    texts.bar(
      whenOf(bar.at, bucketMs),
      series.map(({ key, name }) => texts.part(bar.counts[key] ?? 0, name)),
    );
  const summary = texts.bar(
    heading,
    series.map(({ name }, index) => texts.part(totals[index] ?? 0, name)),
  );
  return (
    <Surface label={heading}>
      <Title order={2}>{heading}</Title>
      <Group gap="md" className={classes.legend}>
        {series.map(({ key, name, tone }, index) => (
          <span key={key} className={classes.entry}>
            <span className={classes.swatch} data-tone={tone} aria-hidden="true" />
            {name}
            <strong>{(totals[index] ?? 0).toLocaleString(locale())}</strong>
          </span>
        ))}
      </Group>
      <div className={classes.plot} role="img" aria-label={summary}>
        <span className={classes.top}>{top.toLocaleString(locale())}</span>
        <div className={classes.bars}>
          {bars.map((bar) => (
            <div key={bar.at} className={classes.bar} title={words(bar)}>
              {series.toReversed().map(({ key, tone }) => (
                <span
                  key={key}
                  className={classes.part}
                  data-tone={tone}
                  style={{ height: `${((bar.counts[key] ?? 0) / top) * 100}%` }}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
      <Group justify="space-between" className={classes.ends} aria-hidden="true">
        <span>{bars[0] === undefined ? null : whenOf(bars[0].at, bucketMs)}</span>
        <span>{bars.length === 0 ? null : whenOf(bars.at(-1)?.at ?? "", bucketMs)}</span>
      </Group>
      {totals.every((total) => total === 0) ? (
        <Text size="sm" c="dimmed">
          {texts.noneInPeriod}
        </Text>
      ) : null}
      <Disclosure label={texts.asTable}>
        <Table {...given} />
      </Disclosure>
    </Surface>
  );
}
