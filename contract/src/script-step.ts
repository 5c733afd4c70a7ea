import { z } from "zod";
import { recordUntilEnough } from "./enough-flaws.ts";
import { source } from "./source.ts";
import { toolCommon } from "./step-common.ts";

/** JavaScript of one's own, shut in: it computes with what it is given and reaches nothing outside. */
export const scriptStep = z.strictObject({
  ...toolCommon,
  type: z.literal("script"),
  /** The body of a function of `input`; what it returns is the step's output, as plain JSON. */
  code: z.string().max(50_000).optional(),
  /** Becomes `input`. */
  input: recordUntilEnough(z.record(z.string(), source)).default({}),
  /** After so many ms it is stopped. */
  timeoutMs: z.number().int().min(10).max(10_000).default(1000),
});
export type ScriptStep = z.infer<typeof scriptStep>;
