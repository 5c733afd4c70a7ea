import type { ActionStep, Prerequisite, Source } from "@velodrome/contract";
import type { Action } from "@velodrome/kit";
import { z } from "zod";

type Missing = Pick<Prerequisite, "code" | "field" | "message">;

/** What is wrong with an action's input as far as it can be said before it runs. */
export function checkInput(step: ActionStep, action: Action): Missing[] {
  const { shape } = action.input;
  const fields = Object.entries(shape).flatMap(([field, schema]) => {
    const source = Object.hasOwn(step.input, field) ? step.input[field] : undefined;
    const problem = problemOf(field, schema, source);
    return problem === null ? [] : [problem];
  });
  return [...fields, ...unknownFields(step, action)];
}

function problemOf(field: string, schema: z.core.$ZodType, source: Source | undefined): Missing | null {
  const required = !z.safeParse(schema, undefined).success;
  if (source === undefined || isEmpty(source)) {
    return required ? { code: "input_missing", field, message: `"${titleOf(schema, field)}" has no value yet.` } : null;
  }
  if (!("value" in source)) return null;
  const result = z.safeParse(schema, source.value);
  if (result.success) return null;
  const why = result.error.issues.map((issue) => issue.message).join("; ");
  return { code: "input_invalid", field, message: `"${titleOf(schema, field)}" cannot be this: ${why}.` };
}

/** What a person sees as an empty field. */
const isEmpty = (source: Source): boolean =>
  ("value" in source && (source.value === "" || source.value === null || source.value === undefined)) ||
  ("template" in source && source.template === "");

function titleOf(schema: z.core.$ZodType, field: string): string {
  return z.globalRegistry.get(schema)?.title ?? field;
}

function unknownFields(step: ActionStep, action: Action): Missing[] {
  // A shape that says what else it takes takes anything.
  if (action.input.def.catchall !== undefined && !(action.input.def.catchall instanceof z.ZodNever)) return [];
  return Object.keys(step.input)
    .filter((field) => !Object.hasOwn(action.input.shape, field))
    .map((field) => ({
      code: "input_unknown",
      field,
      message: `"${action.title}" takes no "${field}". It takes: ${Object.keys(action.input.shape).join(", ")}.`,
    }));
}
