import { countInWords } from "../../lib/locale.ts";
import type { DashboardPeriod, RunStatus } from "@velodrome/contract";

const many = (count: number, one: string, more: string) => `${countInWords(count)} ${count === 1 ? one : more}`;

/** Texts about what happened lately. */
export const texts = {
  heading: "Dashboard",
  overview: "Overview",
  period: "Period",
  periods: { day: "24 hours", week: "7 days", month: "30 days" } satisfies Record<DashboardPeriod, string>,
  runs: "Runs",
  events: "Events",
  succeeded: "Succeeded",
  failed: "Failed",
  cancelled: "Cancelled",
  taken: "Routed, or noted",
  unrouted: "Unrouted",
  asTable: "As a table",
  from: "From",
  total: "Together",
  noneInPeriod: "None in this time",
  bar: (when: string, parts: readonly string[]) => `${when}: ${parts.join(", ")}`,
  part: (count: number, name: string) => `${countInWords(count)} ${name.toLowerCase()}`,
  now: "Under way now",
  nothingNow: "No run is under way.",
  unfinished: {
    queued: "wait for their turn",
    running: "are running",
    sleeping: "sleep",
    waiting: "wait for something",
    held: "are held until their cycle runs again",
  } satisfies Partial<Record<RunStatus, string>>,
  failing: "Cycles with failed runs",
  noneFailing: "No run failed in this time.",
  failures: (failed: number, succeeded: number) =>
    `${many(failed, "failure", "failures")}, ${many(succeeded, "success", "successes")}`,
  seeFailures: "See the failed runs",
  troubled: "Connections that need attention",
  noneTroubled: "Every connection works, or was switched off.",
  ingest: "Incoming requests",
  noSetup: "There is no Setup yet, so nothing can come in.",
  addSetup: "Set up Facebook Messenger",
  lastGenuine: "Last genuine request",
  never: "No genuine request yet",
  refused: (count: number, since: boolean) =>
    `${many(count, "request", "requests")} turned away${since ? " since" : ""}`,
  held: (count: number) =>
    count >= 1000
      ? "1,000 or more events held"
      : `${many(count, "event", "events")} held for Pages nobody has connected`,
} as const;
