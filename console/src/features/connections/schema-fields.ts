import { z } from "zod";

/** One thing a form asks for, made from a property of a JSON Schema. */
export interface SchemaField {
  name: string;
  label: string;
  hint: string | null;
  required: boolean;
  kind: "text" | "secret" | "url" | "number" | "flag" | "choice";
  choices: readonly string[];
  initial: string;
}

const property = z.looseObject({
  type: z.unknown().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  secret: z.boolean().optional(),
});
const objectSchema = z.looseObject({
  properties: z.record(z.string(), property).default({}),
  required: z.array(z.string()).default([]),
});
type Property = z.infer<typeof property>;

/** "baseUrl" → "Base URL", "api_key" → "API key". */
function labelOf(name: string): string {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[-_]+/g, " ")
    .toLowerCase()
    .replace(/\b(url|api|id|http)\b/g, (word) => word.toUpperCase());
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function kindOf(one: Property): SchemaField["kind"] {
  if (one.secret === true || one.format === "password") return "secret";
  if (one.enum !== undefined) return "choice";
  if (one.type === "boolean") return "flag";
  if (one.type === "number" || one.type === "integer") return "number";
  return one.format === "uri" ? "url" : "text";
}

/** The fields a schema of an object asks for, in its order. What is no such schema asks for nothing. */
export function schemaFields(schema: unknown): SchemaField[] {
  const parsed = objectSchema.safeParse(schema);
  if (!parsed.success) return [];
  const { properties, required } = parsed.data;
  return Object.entries(properties).map(([name, one]) => ({
    name,
    label: one.title ?? labelOf(name),
    hint: one.description ?? null,
    required: required.includes(name) && one.default === undefined,
    kind: kindOf(one),
    choices: (one.enum ?? []).map(String),
    initial: one.default === undefined || one.default === null ? "" : String(one.default),
  }));
}

/** What was entered, as the schema's own kinds of value; what was left empty is left out. */
export function enteredValues(fields: readonly SchemaField[], entered: Readonly<Record<string, string>>) {
  const values: Record<string, unknown> = {};
  for (const { name, kind, initial } of fields) {
    const text = (entered[name] ?? initial).trim();
    if (kind === "flag") values[name] = text === "true";
    else if (text !== "") values[name] = kind === "number" ? Number(text) : text;
  }
  return values;
}

/** Names of required fields that are still empty. */
export const missingFields = (fields: readonly SchemaField[], entered: Readonly<Record<string, string>>): string[] =>
  fields
    .filter(({ required, kind, name, initial }) => required && kind !== "flag" && !(entered[name] ?? initial).trim())
    .map(({ name }) => name);
