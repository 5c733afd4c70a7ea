import { z } from "zod";
import { source } from "./source.ts";
import { stepCommon } from "./step-common.ts";

/** Ends the whole run here, well or not, whatever else was still to come. */
export const stopStep = z.strictObject({
  ...stepCommon,
  type: z.literal("stop"),
  outcome: z.enum(["succeed", "fail"]).default("succeed"),
  /** What the run's error says; of a run that fails. */
  message: source.optional(),
});
export type StopStep = z.infer<typeof stopStep>;
