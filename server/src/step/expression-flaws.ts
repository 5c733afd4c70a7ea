import { type CycleDocument, type PlacedSource, sourcesOf } from "@velodrome/contract";
import { compilePattern } from "./pattern.ts";
import { predecessorsOf } from "./precedence.ts";
import { compileSource } from "./source.ts";
import { SourceError } from "./source-error.ts";

/** One thing wrong with what a step's field says, in words for a person. */
export interface ExpressionFlaw {
  code: SourceError["code"] | "reference_unknown" | "reference_later";
  step: string;
  /** E.g. `input.text` or `conditions.all.0.left`. */
  field: string;
  message: string;
}

/** Every expression, template, path and pattern that cannot be read, and every step named that is not there or not before. */
export function expressionFlaws(document: CycleDocument): ExpressionFlaw[] {
  const before = predecessorsOf(document);
  return document.steps.flatMap((step) => sourcesOf(step).flatMap((field) => flawsOf(step.id, field, before)));
}

function flawsOf(
  step: string,
  field: PlacedSource,
  before: ReadonlyMap<string, ReadonlySet<string>>,
): ExpressionFlaw[] {
  const at = { step, field: field.field };
  try {
    // A pattern that is a plain value is known before any run.
    if (field.pattern && "value" in field.source) compilePattern(String(field.source.value));
    const { names } = compileSource(field.source).reads;
    return [...names].flatMap((name): ExpressionFlaw[] => {
      if (!before.has(name)) {
        const message = `There is no step "${name}" in this cycle. Names stand for steps' ids here.`;
        return [{ ...at, code: "reference_unknown", message }];
      }
      if (before.get(step)?.has(name)) return [];
      const message = `The step "${name}" does not come before "${step}", so it has no output yet.`;
      return [{ ...at, code: "reference_later", message }];
    });
  } catch (error: unknown) {
    if (!(error instanceof SourceError)) throw error;
    return [{ ...at, code: error.code, message: error.message }];
  }
}
