import { z } from "zod";

const node = z.looseObject({
  type: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
});

const deepest = 6;

/** An example of what a JSON Schema describes, so that there is something to map before anything has happened. */
export function schemaSample(schema: unknown, depth = 0): unknown {
  const parsed = node.safeParse(schema);
  if (!parsed.success || depth > deepest) return null;
  const { type, enum: choices, const: fixed, anyOf, properties, items } = parsed.data;
  if (fixed !== undefined) return fixed;
  if (choices !== undefined) return choices[0] ?? null;
  if (anyOf !== undefined) return schemaSample(anyOf[0], depth);
  if (properties !== undefined) {
    return Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, schemaSample(each, depth + 1)]));
  }
  if (type === "array") return items === undefined ? [] : [schemaSample(items, depth + 1)];
  if (type === "string") return "text";
  if (type === "number" || type === "integer") return 0;
  return type === "boolean" ? false : {};
}
