import { type CycleDocument, forEachBodies, type PlacedSource, sourcesOf } from "@velodrome/contract";
import { compilePattern } from "./pattern.ts";
import { beforeItemsEnd, predecessorsOf } from "./precedence.ts";
import { compileSource } from "./source.ts";
import { SourceError } from "./source-error.ts";

/** One thing wrong with what a step's field says, in words for a person. */
export interface ExpressionFlaw {
  code: SourceError["code"] | "reference_unknown" | "reference_later" | "reference_inside" | "sleep_too_long";
  step: string;
  /** E.g. `input.text` or `conditions.all.0.left`. */
  field: string;
  message: string;
}

/** Every expression, template, path and pattern that cannot be read, and every step named that is not there or not before. */
export function expressionFlaws(document: CycleDocument): ExpressionFlaw[] {
  const before = predecessorsOf(document);
  const atItemsEnd = beforeItemsEnd(document, before);
  const bodies = forEachBodies(document);
  return document.steps.flatMap((step) =>
    sourcesOf(step).flatMap((field) => {
      const collects = step.type === "for-each" && field.field === "collect";
      const earlier = (collects ? atItemsEnd : before).get(step.id) ?? new Set<string>();
      const visible = field.own ? new Set([...earlier, step.id]) : earlier;
      return flawsOf(step.id, field, { visible, known: before, bodies });
    }),
  );
}

interface Names {
  /** Steps that have an output where the source is evaluated. */
  visible: ReadonlySet<string>;
  /** Every step. */
  known: ReadonlyMap<string, unknown>;
  bodies: ReadonlyMap<string, ReadonlySet<string>>;
}

function flawsOf(step: string, field: PlacedSource, { visible, known, bodies }: Names): ExpressionFlaw[] {
  const at = { step, field: field.field };
  try {
    // A pattern that is a plain value is known before any run.
    if (field.pattern && "value" in field.source) compilePattern(String(field.source.value));
    const { names } = compileSource(field.source).reads;
    return [...names].flatMap((name): ExpressionFlaw[] => {
      if (!known.has(name)) {
        const message = `There is no step "${name}" in this cycle. Names stand for steps' ids here.`;
        return [{ ...at, code: "reference_unknown", message }];
      }
      if (visible.has(name)) return [];
      const loop = [...bodies].findLast(([id, body]) => id !== step && body.has(name) && !body.has(step))?.[0];
      if (loop !== undefined) {
        const message = `The step "${name}" is done for each item of "${loop}", so outside of it there is no single output. Let "${loop}" collect what you need.`;
        return [{ ...at, code: "reference_inside", message }];
      }
      const message = `The step "${name}" does not come before "${step}", so it has no output yet.`;
      return [{ ...at, code: "reference_later", message }];
    });
  } catch (error: unknown) {
    if (!(error instanceof SourceError)) throw error;
    return [{ ...at, code: error.code, message: error.message }];
  }
}
