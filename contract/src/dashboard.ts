import { z } from "zod";
import { timezone } from "./account.ts";
import { connectionStatuses } from "./connection.ts";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";
import { runStatuses } from "./run.ts";

/** A day by hours, a week by quarters of days, a month by days. */
export const dashboardPeriods = ["day", "week", "month"] as const;
export type DashboardPeriod = (typeof dashboardPeriods)[number];

export const dashboardQuery = z.object({
  period: z.enum(dashboardPeriods).default("day"),
  /** Whose calendar says when days begin. Counts are of whole hours of UTC: each counts where it begins. */
  timezone: timezone.default("UTC"),
});
export type DashboardQuery = z.infer<typeof dashboardQuery>;

const count = z.number().int();

/** What happened from `at` on until the next. Receipts and echoes are counted as events, and never as unrouted. */
export const dashboardBucket = z.object({
  at: moment,
  events: count,
  unrouted: count,
  succeeded: count,
  failed: count,
  cancelled: count,
});
export type DashboardBucket = z.infer<typeof dashboardBucket>;

const inAccount = { account: idOf("account"), accountName: z.string() };

/** A cycle with runs that failed, the most first. */
export const failingCycle = z.object({
  ...inAccount,
  cycle: idOf("cycle"),
  name: z.string(),
  failed: count,
  succeeded: count,
});
export type FailingCycle = z.infer<typeof failingCycle>;

/** A connection that somebody has to do something about. */
export const troubledConnection = z.object({
  ...inAccount,
  connection: idOf("connection"),
  name: z.string(),
  connector: z.string(),
  status: z.enum(connectionStatuses),
  reason: z.string().nullable(),
});
export type TroubledConnection = z.infer<typeof troubledConnection>;

/** How it stands with what comes in at a Setup. */
export const ingestHealth = z.object({
  connector: z.string(),
  setup: idOf("setup"),
  name: z.string(),
  /** The last request with a genuine signature. */
  genuineAt: moment.nullable(),
  /** Requests turned away since then, and the last of them. */
  refused: count,
  refusedAt: moment.nullable(),
  /** Events held for accounts that have not connected their Page, up to 1000. */
  held: count,
});
export type IngestHealth = z.infer<typeof ingestHealth>;

export const dashboard = z.object({
  buckets: z.array(dashboardBucket),
  bucketMs: count,
  /** Runs that are not over. */
  unfinished: z.partialRecord(z.enum(runStatuses), count),
  cycles: z.array(failingCycle),
  connections: z.array(troubledConnection),
  /** Partner level only. */
  setups: z.array(ingestHealth),
});
export type Dashboard = z.infer<typeof dashboard>;
