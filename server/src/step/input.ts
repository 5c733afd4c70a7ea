import type { ActionStep, InputSource, Reads } from "@velodrome/contract";
import type { z } from "zod";
import { closestIssues, wordsOfPath } from "../base/schema-issue.ts";
import { terminal } from "./failure.ts";
import { fitFields } from "./fit.ts";
import { joinReads } from "./reads.ts";
import { compileSource, type Scope } from "./source.ts";

/** An action's fields, compiled once. */
export interface CompiledInput {
  reads: Reads;
  /** A plain object without the fields that have no value. Throws `StepFailure`. */
  evaluate(scope: Scope): Record<string, unknown>;
}

interface CompiledPart {
  reads: Reads;
  evaluate(scope: Scope): unknown;
}

/** Throws `SourceError`. */
export function compileInput(input: ActionStep["input"]): CompiledInput {
  const fields = Object.entries(input).map(([name, source]) => ({ name, source: compilePart(source) }));
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

function compilePart(source: InputSource): CompiledPart {
  if ("fields" in source) return compileInput(source.fields);
  if (!("list" in source)) return compileSource(source);
  const items = source.list.map(compilePart);
  return {
    reads: joinReads(items.map(({ reads }) => reads)),
    // As fields, so items: what there is no value for is not there.
    evaluate: (scope) => items.map((item) => item.evaluate(scope)).filter((value) => value !== undefined),
  };
}

/**
 * Brings evaluated fields into the shape an action takes, as far as that changes no value (`fitFields`). Nothing else is
 * bent. Throws `StepFailure` `input_invalid` naming the field.
 */
export function parseInput<Input extends z.ZodObject>(schema: Input, values: Record<string, unknown>): z.output<Input> {
  const fitted = fitFields(values, schema.shape);
  const parsed = schema.safeParse(fitted);
  if (parsed.success) return parsed.data;
  const issues = closestIssues(parsed.error.issues);
  const [first = { path: [], message: "" }] = issues;
  const field = String(first.path[0] ?? "");
  throw terminal("input_invalid", wordsOf(schema, first.path, fitted, first.message), {
    field,
    issues: issues.map(({ path, message }) => ({ field: path.map(String).join("."), message })),
  });
}

function wordsOf(
  schema: z.ZodObject,
  [field, ...inside]: readonly PropertyKey[],
  given: Readonly<Record<string, unknown>>,
  issue: string,
): string {
  if (field === undefined) return `The fields of this step do not fit together: ${issue}`;
  const title = titleOf(schema, String(field));
  const where = inside.length === 0 ? "" : ` at ${wordsOfPath(inside)}`;
  if (Object.hasOwn(given, field)) return `The field "${title}" has a value that cannot be used${where}: ${issue}`;
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
