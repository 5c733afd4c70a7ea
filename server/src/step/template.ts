import { type Reads, scanTemplate, TemplateError, type TemplatePart } from "@velodrome/contract";
import type { Expression } from "./expression.ts";
import { compilePath } from "./path.ts";
import { joinReads } from "./reads.ts";
import { SourceError } from "./source-error.ts";
import type { Variables } from "./variables.ts";

/** A text with `{{ JSONata }}` in it, compiled once. */
export interface Template {
  reads: Reads;
  evaluate(outputs: unknown, variables?: Variables): string;
}

/** Throws `SourceError` with the position in the template. */
export function compileTemplate(text: string): Template {
  const parts = partsOf(text).map(compilePart);
  const expressions = parts.filter((part) => typeof part !== "string");
  return {
    reads: joinReads(expressions.map(({ reads }) => reads)),
    evaluate(outputs, variables) {
      let result = "";
      for (const part of parts) result += typeof part === "string" ? part : textOf(part.evaluate(outputs, variables));
      return result;
    },
  };
}

function partsOf(text: string): TemplatePart[] {
  try {
    return scanTemplate(text);
  } catch (cause: unknown) {
    if (!(cause instanceof TemplateError)) throw cause;
    throw new SourceError("template_invalid", cause.message, cause.position, { cause });
  }
}

function compilePart(part: TemplatePart): string | Expression {
  if (part.kind === "text") return part.text;
  try {
    return compilePath(part.text.trim());
  } catch (cause: unknown) {
    if (!(cause instanceof SourceError)) throw cause;
    const lead = part.position + part.text.length - part.text.trimStart().length;
    throw new SourceError(cause.code, cause.message, lead + (cause.position ?? 0), { cause });
  }
}

/** A value as it stands in a text: nothing for a missing one, JSON for lists and objects. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
