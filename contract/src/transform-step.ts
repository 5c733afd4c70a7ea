import { z } from "zod";
import { toolCommon } from "./step-common.ts";

/** Makes something new of what came before: its output is what the JSONata expression gives. */
export const transformStep = z.strictObject({
  ...toolCommon,
  type: z.literal("transform"),
  expression: z.string().max(20_000).optional(),
});
export type TransformStep = z.infer<typeof transformStep>;
