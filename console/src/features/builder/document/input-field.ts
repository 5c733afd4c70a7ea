import { z } from "zod";

/** What kind of value is asked for. */
export type ValueKind = "text" | "number" | "flag" | "choice" | "list" | "object" | "json";

/** A value that is asked for, made from its JSON Schema. */
export interface Shape {
  kind: ValueKind;
  choices: readonly string[];
  /** Characters of a text, items of a list, or the number itself; null where nothing is said. */
  least: number | null;
  most: number | null;
  /** What it is put together of; null for what has no parts, or parts that nobody can name. */
  parts: Parts | null;
  /** The only value that it can be, as tells one kind of object from another; undefined for any other. */
  only?: unknown;
}

export type Parts =
  | { kind: "list"; item: Shape }
  | { kind: "fields"; fields: readonly InputField[] }
  /** Names that the person chooses, each with a value. */
  | { kind: "names"; value: Shape }
  /** One of several things. */
  | { kind: "either"; ways: readonly Way[] };

export interface Way {
  title: string;
  shape: Shape;
}

/** One field of a method's input, made from a property of its JSON Schema. */
export interface InputField extends Shape {
  name: string;
  label: string;
  hint: string | null;
  required: boolean;
  /** What it is when it is left out, as text; null when there is nothing. */
  initial: string | null;
}

const property = z.looseObject({
  type: z.unknown().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
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

/** Of several types the one that can be written down as any of the others. */
function typeOf({ type }: Property): unknown {
  if (!Array.isArray(type)) return type;
  const named = type.filter((one) => one !== "null");
  return named.includes("string") ? "string" : named.length === 1 ? named[0] : undefined;
}

function kindOf(schema: Property): ValueKind {
  if (schema.enum !== undefined) return "choice";
  switch (typeOf(schema)) {
    case "boolean":
      return "flag";
    case "number":
    case "integer":
      return "number";
    case "string":
      return "text";
    case "array":
      return "list";
    case "object":
      return "object";
    default:
      return "json";
  }
}

function limitsOf(schema: Property, kind: ValueKind): [number | null, number | null] {
  if (kind === "text") return [schema.minLength ?? null, schema.maxLength ?? null];
  if (kind === "list") return [schema.minItems ?? null, schema.maxItems ?? null];
  // Whole numbers have bounds of their own that nobody set.
  const set = (bound: number | undefined) => (bound === undefined || Math.abs(bound) >= 2 ** 53 - 1 ? null : bound);
  return kind === "number" ? [set(schema.minimum), set(schema.maximum)] : [null, null];
}

/** Further in than this nobody finds their way in a form. */
const deepest = 5;

/** An object that is told by what only it has, or by its fields; anything else by its kind. */
function wayOf(schema: unknown, depth: number): Way {
  const shape = shapeOf(schema, depth);
  const title = property.safeParse(schema).data?.title;
  const fields = shape.parts?.kind === "fields" ? shape.parts.fields : [];
  const mark = fields.find(({ only }) => only !== undefined)?.only;
  const names = fields.map(({ label }) => label).join(", ");
  return { title: title ?? (mark === undefined ? names || labelOf(shape.kind) : labelOf(String(mark))), shape };
}

function partsOf(schema: Property, kind: ValueKind, depth: number): Parts | null {
  if (depth >= deepest) return null;
  const { items, properties, additionalProperties: more } = schema;
  if (kind === "list") return items === undefined ? null : { kind: "list", item: shapeOf(items, depth + 1) };
  if (kind === "object") {
    const fields = fieldsOf(schema, depth + 1);
    if (properties !== undefined && fields.length > 0) return { kind: "fields", fields };
    return typeof more === "object" && more !== null ? { kind: "names", value: shapeOf(more, depth + 1) } : null;
  }
  const ways = (schema.anyOf ?? schema.oneOf ?? []).map((way) => wayOf(way, depth + 1));
  return kind === "json" && ways.length > 0 ? { kind: "either", ways } : null;
}

function shapeOf(schema: unknown, depth: number): Shape {
  const parsed = property.safeParse(schema);
  if (!parsed.success) return { kind: "json", choices: [], least: null, most: null, parts: null };
  const kind = kindOf(parsed.data);
  const [least, most] = limitsOf(parsed.data, kind);
  return {
    kind,
    choices: (parsed.data.enum ?? []).map(String),
    least,
    most,
    parts: partsOf(parsed.data, kind, depth),
    ...(parsed.data.const === undefined ? {} : { only: parsed.data.const }),
  };
}

/** A default in words: an empty list or object is nothing. */
function initialOf({ default: initial }: Property): string | null {
  if (initial === undefined || initial === null) return null;
  if (typeof initial !== "object") return String(initial);
  return Object.keys(initial).length === 0 ? null : JSON.stringify(initial);
}

function fieldsOf({ properties = {}, required }: Property, depth: number): InputField[] {
  return Object.entries(properties).map(([name, schema]) => {
    const one = property.safeParse(schema).data;
    return {
      ...shapeOf(schema, depth),
      name,
      label: one?.title ?? labelOf(name),
      hint: one?.description ?? null,
      required: required.includes(name),
      initial: one === undefined ? null : initialOf(one),
    };
  });
}

/** The fields that a schema asks for, in its order; one that is no object's asks for nothing. */
export function inputFields(schema: unknown): InputField[] {
  const parsed = property.safeParse(schema);
  return parsed.success ? fieldsOf(parsed.data, 0) : [];
}

/** Whether data of a sample can be what a field of this kind asks for; null when it cannot be told. */
export function kindMismatch(kind: ValueKind, sample: unknown): string | null {
  if (sample === undefined || sample === null || kind === "json") return null;
  const is = Array.isArray(sample) ? "list" : typeof sample;
  if (kind === "list" || kind === "object") return is === kind ? null : is === "string" ? "text" : is;
  if (is === "list" || is === "object") return is;
  if (kind === "number" && is === "string" && Number.isNaN(Number(sample))) return "text";
  return null;
}
