import type { ActionStep, Reads } from "@velodrome/contract";
import type { z } from "zod";
import { terminal } from "./failure.ts";
import { numberOf, textOf } from "./scalar.ts";
import { joinReads } from "./reads.ts";
import { compileSource, type Scope } from "./source.ts";

/** An action's fields, compiled once. */
export interface CompiledInput {
  reads: Reads;
  /** A plain object without the fields that have no value. Throws `StepFailure`. */
  evaluate(scope: Scope): Record<string, unknown>;
}

/** Throws `SourceError`. */
export function compileInput(input: ActionStep["input"]): CompiledInput {
  const fields = Object.entries(input).map(([name, source]) => ({ name, source: compileSource(source) }));
  return {
    reads: joinReads(fields.map(({ source }) => source.reads)),
    evaluate(scope) {
      const values: [string, unknown][] = [];
      for (const { name, source } of fields) {
        const value = source.evaluate(scope);
        if (value !== undefined) values.push([name, value]);
      }
      return Object.fromEntries(values);
    },
  };
}

/**
 * Brings evaluated fields into the shape an action takes. Templates make texts of everything and Meta's ids come as
 * either, so a number stands for a text and a text for a number or boolean where the field asks for that; null is no
 * value where the field cannot be null. Nothing else is bent. Throws `StepFailure` `input_invalid` naming the field.
 */
export function parseInput<Input extends z.ZodObject>(schema: Input, values: Record<string, unknown>): z.output<Input> {
  const fitted: [string, unknown][] = [];
  for (const [name, value] of Object.entries(values)) {
    const kind = Object.hasOwn(schema.shape, name) ? kindOf(schema.shape[name]) : null;
    if (value !== null || kind === null || kind.nullable) fitted.push([name, fit(value, kind?.type)]);
  }
  const parsed = schema.safeParse(Object.fromEntries(fitted));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ field: path.map(String).join("."), message }));
  const [first] = parsed.error.issues;
  const field = String(first?.path[0] ?? "");
  throw terminal("input_invalid", wordsOf(schema, field, fitted, first?.message ?? ""), { field, issues });
}

function wordsOf(schema: z.ZodObject, field: string, given: readonly [string, unknown][], issue: string): string {
  if (field === "") return `The fields of this step do not fit together: ${issue}`;
  const title = titleOf(schema, field);
  if (given.some(([name]) => name === field)) return `The field "${title}" has a value that cannot be used: ${issue}`;
  return `The field "${title}" has no value. Fill it in, or see that what it is taken from is there.`;
}

function titleOf(schema: z.ZodObject, field: string): string {
  const shape = schema.shape[field] as z.ZodType | undefined;
  return (
    shape?.meta()?.title ??
    field
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .replace(/[_-]+/g, " ")
      .toLowerCase()
  );
}

function fit(value: unknown, type: string | undefined): unknown {
  if (type === "string" && (typeof value === "boolean" || numberOf(value) !== null)) return textOf(value);
  if (type === "number" && typeof value === "string") return numberOf(value) ?? value;
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  return value;
}

interface Kind {
  type: string;
  nullable: boolean;
}
interface Definition {
  type: string;
  innerType?: z.core.$ZodType;
  in?: z.core.$ZodType;
}

/** What a field is beneath `optional`, `default` and the like. */
function kindOf(schema: z.core.$ZodType | undefined): Kind | null {
  let nullable = false;
  for (let at = schema; at; ) {
    const definition: Definition = at._zod.def;
    nullable ||= ["nullable", "null", "any", "unknown", "union"].includes(definition.type);
    const inner = definition.innerType ?? definition.in;
    if (!inner) return { type: definition.type, nullable };
    at = inner;
  }
  return null;
}
