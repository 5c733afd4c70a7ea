import { z } from "zod";
import { isPlainObject } from "./plain-json.ts";
import { numberOf, textOf } from "./scalar.ts";

type Schema = z.core.$ZodType;

/** What a schema is beneath `optional`, `default` and the like. */
interface Kind {
  type: string;
  nullable: boolean;
  parts: Definition;
}

interface Definition {
  type: string;
  innerType?: Schema;
  in?: Schema;
  element?: Schema;
  shape?: Readonly<Record<string, Schema>>;
  valueType?: Schema;
  options?: readonly Schema[];
}

function kindOf(schema: Schema): Kind {
  let nullable = false;
  for (let at = schema; ; ) {
    const parts: Definition = at._zod.def;
    nullable ||= ["nullable", "null", "any", "unknown", "union"].includes(parts.type);
    const inner = parts.innerType ?? parts.in;
    if (!inner) return { type: parts.type, nullable, parts };
    at = inner;
  }
}

/**
 * A value in the form a schema asks for, as far as it is the same value: templates make texts of everything and Meta's ids
 * come as either, so a number stands for a text and a text for a number or boolean. Parts are fitted in the same way.
 */
function fit(value: unknown, schema: Schema): unknown {
  const { type, parts } = kindOf(schema);
  if (type === "string" && (typeof value === "boolean" || numberOf(value) !== null)) return textOf(value);
  if (type === "number" && typeof value === "string") return numberOf(value) ?? value;
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  if (type === "union") return fitOne(value, parts.options ?? []);
  const { element, shape, valueType } = parts;
  if (element && Array.isArray(value)) return value.map((each) => fit(each, element));
  if (!isPlainObject(value)) return value;
  if (shape) return fitFields(value, shape);
  return valueType
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fit(each, valueType)]))
    : value;
}

/** What is one of several things already stays; else it becomes the first that it can be. */
function fitOne(value: unknown, options: readonly Schema[]): unknown {
  if (options.some((option) => z.safeParse(option, value).success)) return value;
  for (const option of options) {
    const fitted = fit(value, option);
    if (z.safeParse(option, fitted).success) return fitted;
  }
  return value;
}

/** Fields in the form a shape asks for; null is no value where the field cannot be null. */
export function fitFields(
  values: Readonly<Record<string, unknown>>,
  shape: Readonly<Record<string, Schema>>,
): Record<string, unknown> {
  const fitted: [string, unknown][] = [];
  for (const [name, value] of Object.entries(values)) {
    const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (schema === undefined) fitted.push([name, value]);
    else if (value !== null || kindOf(schema).nullable) fitted.push([name, fit(value, schema)]);
  }
  return Object.fromEntries(fitted);
}
