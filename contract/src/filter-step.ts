import { z } from "zod";
import { condition } from "./condition.ts";
import { stepCommon } from "./step-common.ts";

/** Lets the run go on from here when its condition holds, and ends this way of it when it does not. */
export const filterStep = z.strictObject({
  ...stepCommon,
  type: z.literal("filter"),
  conditions: condition.optional(),
});
export type FilterStep = z.infer<typeof filterStep>;
