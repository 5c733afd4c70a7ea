import { z } from "zod";
import { moment } from "./list.ts";
import { variableName } from "./source.ts";

/**
 * A value that all cycles of an account can look at: `{ "variable": name }`, and `$variables.name` in templates and
 * expressions. A cycle's own variable of the same name hides it. Not for secrets: what steps take from it stands in runs.
 */
export const accountVariable = z.object({
  name: variableName,
  /** Any JSON. */
  value: z.unknown(),
  /** For people. */
  description: z.string(),
  updatedAt: moment,
});
export type AccountVariable = z.infer<typeof accountVariable>;

/** `description` stays as it is where it is not given. */
export const accountVariablePut = z.strictObject({
  value: z.unknown().refine((value): boolean => value !== undefined, "give it a value; null is one"),
  description: z.string().trim().max(500).optional(),
});
export type AccountVariablePut = z.infer<typeof accountVariablePut>;
