import { z } from "zod";
import { source } from "./source.ts";
import { toolCommon } from "./step-common.ts";

/**
 * Lets the run sleep until a date: ISO 8601, with or without a time; without a zone it is the account's. A date that is
 * past does not wait. No later than its runs are kept.
 */
export const waitUntilStep = z.strictObject({
  ...toolCommon,
  type: z.literal("wait-until"),
  until: source.optional(),
});
export type WaitUntilStep = z.infer<typeof waitUntilStep>;
