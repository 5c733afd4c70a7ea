import { Counter, type Registry } from "prom-client";
import type { Departure } from "./departure.ts";

/** Counts in the figures of this process how runs left it. */
export function countDepartures(metrics: Registry): (kind: Departure["kind"]) => void {
  const departures = new Counter({
    name: "velodrome_run_departures_total",
    help: "Runs that left a worker's hands, by how: over, waits, cancelled, dropped, absorbed.",
    labelNames: ["kind"],
    registers: [metrics],
  });
  return (kind) => departures.inc({ kind });
}
