import { z } from "zod";

/**
 * Names of the fields marked by `.meta({ secret: true })`: they are sealed, never answered and shown as dots.
 *
 * @public
 */
export function secretFields(fields: z.ZodObject): string[] {
  return Object.entries(fields.shape).flatMap(([name, field]) => (metaOf(field).secret === true ? [name] : []));
}

/**
 * Fields with choices, each with the lookup named by `.meta({ lookup: "name" })`.
 *
 * @public
 */
export function lookupFields(fields: z.ZodObject): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, field] of Object.entries(fields.shape)) {
    const { lookup } = metaOf(field);
    if (typeof lookup === "string") found[name] = lookup;
  }
  return found;
}

/** What was said of a field, also where `.optional()` or `.default(…)` was added afterwards. */
function metaOf(field: z.core.$ZodType): Record<string, unknown> {
  const own = z.globalRegistry.get(field) ?? {};
  const { def } = field._zod;
  return "innerType" in def && def.innerType instanceof z.core.$ZodType ? { ...metaOf(def.innerType), ...own } : own;
}
