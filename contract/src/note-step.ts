import { z } from "zod";
import { partCommon } from "./step-common.ts";

/** A note to whoever reads the cycle: it does nothing, and nothing leads to it. */
export const noteStep = z.strictObject({
  ...partCommon,
  type: z.literal("note"),
  text: z.string().max(10_000).default(""),
});
export type NoteStep = z.infer<typeof noteStep>;
