import { z } from "zod";
import { timezone } from "./account.ts";
import { stepCommon } from "./step-common.ts";

export const scheduleUnits = ["minutes", "hours", "days"] as const;

/**
 * Starts a run again and again: every so many minutes, hours or days (of 24 h) from the moment the cycle was started on, or
 * by a cron pattern of five parts in a time zone, the account's unless one is given. Its output is `{ scheduledAt }`.
 */
export const scheduleStep = z
  .strictObject({
    ...stepCommon,
    type: z.literal("schedule"),
    every: z.strictObject({ count: z.int().min(1).max(10_000), unit: z.enum(scheduleUnits) }).optional(),
    cron: z.string().max(200).optional(),
    timezone: timezone.optional(),
  })
  .refine(({ every, cron }) => every === undefined || cron === undefined, {
    message: "a schedule has either an interval or a cron pattern",
    path: ["cron"],
  });
export type ScheduleStep = z.infer<typeof scheduleStep>;
