import type { Dashboard } from "@velodrome/contract";
import { Columns } from "../../ui/columns.tsx";
import { BarsPlot, type Series } from "./bars-plot.tsx";
import { texts } from "./texts.ts";

const runSeries: readonly Series[] = [
  { key: "succeeded", name: texts.succeeded, tone: "neutral" },
  { key: "cancelled", name: texts.cancelled, tone: "faint" },
  { key: "failed", name: texts.failed, tone: "red" },
];

const eventSeries: readonly Series[] = [
  { key: "taken", name: texts.taken, tone: "neutral" },
  { key: "unrouted", name: texts.unrouted, tone: "amber" },
];

/** Runs and events over time. */
export function Plots({ dashboard: { buckets, bucketMs } }: { dashboard: Dashboard }) {
  const runs = buckets.map(({ at, succeeded, failed, cancelled }) => ({
    at,
    counts: { succeeded, failed, cancelled },
  }));
  const events = buckets.map(({ at, events: all, unrouted }) => ({ at, counts: { taken: all - unrouted, unrouted } }));
  return (
    <Columns>
      <BarsPlot heading={texts.runs} series={runSeries} bars={runs} bucketMs={bucketMs} />
      <BarsPlot heading={texts.events} series={eventSeries} bars={events} bucketMs={bucketMs} />
    </Columns>
  );
}
