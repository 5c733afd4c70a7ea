import { z } from "zod";
import { untilEnough } from "./enough-flaws.ts";
import { operators, unaryOperators } from "./operator.ts";
import { source } from "./source.ts";

export const comparison = z
  .strictObject({
    left: source,
    operator: z.enum(operators),
    right: source.optional(),
    /** Compare texts without regard to case. */
    ignoreCase: z.boolean().optional(),
  })
  .refine((c) => c.right !== undefined || unaryOperators.includes(c.operator), {
    message: "this operator needs a right side",
    path: ["right"],
  });
export type Comparison = z.infer<typeof comparison>;

export interface All {
  all: Condition[];
}
export interface Any {
  any: Condition[];
}
export type Condition = Comparison | All | Any;

/** Comparisons in groups that nest: `all` holds when each does, `any` when one does. */
export const condition: z.ZodType<Condition> = untilEnough(
  z.lazy(() =>
    z.union([
      z.strictObject({ all: z.array(condition).min(1) }),
      z.strictObject({ any: z.array(condition).min(1) }),
      comparison,
    ]),
  ),
);
