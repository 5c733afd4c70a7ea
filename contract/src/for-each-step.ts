import { z } from "zod";
import { source } from "./source.ts";
import { toolCommon } from "./step-common.ts";

/** A For each over more items than this fails. */
export const forEachItemsAtMost = 10_000;

/**
 * Does what its port `item` leads to once for each item of a list, one after another, and goes on by its unnamed way out
 * after the last. Inside, its output is `{ item, index }`; afterwards it is `{ count }`, and `items` too when it collects.
 */
export const forEachStep = z.strictObject({
  ...toolCommon,
  type: z.literal("for-each"),
  list: source.optional(),
  /** What is kept of each item, evaluated when its steps are through. */
  collect: source.optional(),
});
export type ForEachStep = z.infer<typeof forEachStep>;
