import { z } from "zod";

/** One field of a method's input, made from a property of its JSON Schema. */
export interface InputField {
  name: string;
  label: string;
  hint: string | null;
  required: boolean;
  kind: "text" | "number" | "flag" | "choice" | "json";
  choices: readonly string[];
  /** What it is when it is left out, as text; null when there is nothing. */
  initial: string | null;
}

const property = z.looseObject({
  type: z.unknown().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
});
const objectSchema = z.looseObject({
  properties: z.record(z.string(), property).default({}),
  required: z.array(z.string()).default([]),
});
type Property = z.infer<typeof property>;

/** "messagingType" → "Messaging type". */
function labelOf(name: string): string {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[-_]+/g, " ")
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function kindOf({ enum: choices, type }: Property): InputField["kind"] {
  if (choices !== undefined) return "choice";
  if (type === "boolean") return "flag";
  if (type === "number" || type === "integer") return "number";
  return type === "string" ? "text" : "json";
}

/** The fields that a schema asks for, in its order; one that is no object's asks for nothing. */
export function inputFields(schema: unknown): InputField[] {
  const parsed = objectSchema.safeParse(schema);
  if (!parsed.success) return [];
  const { properties, required } = parsed.data;
  return Object.entries(properties).map(([name, one]) => ({
    name,
    label: one.title ?? labelOf(name),
    hint: one.description ?? null,
    required: required.includes(name),
    kind: kindOf(one),
    choices: (one.enum ?? []).map(String),
    initial: one.default === undefined || one.default === null ? null : String(one.default),
  }));
}

/** Whether data of a sample can be what a field of this kind asks for; null when it cannot be told. */
export function kindMismatch(kind: InputField["kind"], sample: unknown): string | null {
  if (sample === undefined || sample === null || kind === "json") return null;
  const is = Array.isArray(sample) ? "list" : typeof sample;
  if (is === "list" || is === "object") return is;
  if (kind === "number" && is === "string" && Number.isNaN(Number(sample))) return "text";
  return null;
}
