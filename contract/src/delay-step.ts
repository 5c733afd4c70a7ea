import { z } from "zod";
import { source } from "./source.ts";
import { toolCommon } from "./step-common.ts";

export const delayUnits = ["seconds", "minutes", "hours", "days"] as const;

/** Lets the run sleep for a while; others of its lane go on meanwhile. No longer than its runs are kept. */
export const delayStep = z.strictObject({
  ...toolCommon,
  type: z.literal("delay"),
  duration: source.optional(),
  unit: z.enum(delayUnits).default("minutes"),
});
export type DelayStep = z.infer<typeof delayStep>;
