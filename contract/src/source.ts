import { z } from "zod";
import { recordUntilEnough, untilEnough } from "./enough-flaws.ts";

/** Ids of steps are names in templates and expressions, so they are identifiers and never change. */
export const stepId = z
  .string()
  .max(64)
  .regex(/^[a-z][A-Za-z0-9_]*$/, "a step id starts with a small letter and has only letters, digits and _");

/** Variables are the cycle's; expressions and people know them by name. */
export const variableName = untilEnough(
  z
    .string()
    .max(100)
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a variable's name has only letters, digits and _, and starts with no digit"),
);

const sourceWays = [
  z.strictObject({ value: z.unknown() }),
  z.strictObject({ step: stepId, path: z.string().max(1000) }),
  z.strictObject({ template: z.string().max(20_000) }),
  z.strictObject({ expression: z.string().min(1).max(20_000) }),
  z.strictObject({ variable: z.string().min(1).max(100) }),
] as const;

/**
 * Where one value comes from:
 * `{ value }` as it stands · `{ step, path }` of an earlier step's output ·
 * `{ template }` text with `{{ JSONata }}` · `{ expression }` JSONata · `{ variable }` of the cycle.
 */
export const source = untilEnough(z.union(sourceWays));
export type Source = z.infer<typeof source>;

/**
 * Where a value comes from that may have parts, each from a place of its own: `{ list }` of items, in order ·
 * `{ fields }` of an object, by name. A part without a value is left out.
 */
export type InputSource = Source | ListSource | FieldsSource;
export interface ListSource {
  list: InputSource[];
}
export interface FieldsSource {
  fields: Record<string, InputSource>;
}
export const inputSource: z.ZodType<InputSource, InputSource> = untilEnough(
  z.lazy(() =>
    z.union([
      z.union(sourceWays),
      z.strictObject({ list: z.array(inputSource).max(1000) }),
      z.strictObject({ fields: recordUntilEnough(z.record(z.string().max(200), inputSource)) }),
    ]),
  ),
);
