import { z } from "zod";
import { condition } from "./condition.ts";
import { toolCommon } from "./step-common.ts";

/** Lets the run go on from here when its condition holds, and ends this way of it when it does not. */
export const filterStep = z.strictObject({
  ...toolCommon,
  type: z.literal("filter"),
  conditions: condition.optional(),
});
export type FilterStep = z.infer<typeof filterStep>;
