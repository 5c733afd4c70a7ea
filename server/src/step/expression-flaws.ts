import {
  type CycleDocument,
  forEachBodies,
  isDisabled,
  type PlacedSource,
  sourcesOf,
  withoutDisabled,
} from "@velodrome/contract";
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

/**
 * Every expression, template, path and pattern that cannot be read, every step named that is not there or not before, and
 * every variable that is neither the cycle's nor among `accountVariables`.
 */
export function expressionFlaws(
  whole: CycleDocument,
  accountVariables: ReadonlySet<string> = new Set(),
): ExpressionFlaw[] {
  const document = withoutDisabled(whole);
  const disabled = new Set(whole.steps.filter(isDisabled).map(({ id }) => id));
  const variables = new Set([...variablesOf(document), ...accountVariables]);
  const before = predecessorsOf(document);
  const atItemsEnd = beforeItemsEnd(document, before);
  const bodies = forEachBodies(document);
  return document.steps.flatMap((step) =>
    sourcesOf(step).flatMap((field) => {
      const collects = step.type === "for-each" && field.field === "collect";
      const earlier = (collects ? atItemsEnd : before).get(step.id) ?? new Set<string>();
      const visible = field.own ? new Set([...earlier, step.id]) : earlier;
      return flawsOf(step.id, field, { visible, known: before, disabled, bodies, variables });
    }),
  );
}

/** Those that the cycle has at the start, or that a step of it sets. */
const variablesOf = ({ steps, variables = {} }: CycleDocument): string[] => [
  ...Object.keys(variables),
  ...steps.flatMap((step) => (step.type === "set-variables" ? step.variables.map(({ name }) => name) : [])),
];

interface Names {
  /** Steps that have an output where the source is evaluated. */
  visible: ReadonlySet<string>;
  /** Every step that does something. */
  known: ReadonlyMap<string, unknown>;
  /** Those that are switched off. */
  disabled: ReadonlySet<string>;
  bodies: ReadonlyMap<string, ReadonlySet<string>>;
  variables: ReadonlySet<string>;
}

const variableUnknown = (at: { step: string; field: string }, name: string): ExpressionFlaw => ({
  ...at,
  code: "reference_unknown",
  message: `Neither the cycle nor the account has a variable "${name}". Add it to one of them, or set it before.`,
});

function flawsOf(
  step: string,
  field: PlacedSource,
  { visible, known, disabled, bodies, variables }: Names,
): ExpressionFlaw[] {
  const at = { step, field: field.field };
  try {
    // A pattern that is a plain value is known before any run.
    if (field.pattern && "value" in field.source) compilePattern(String(field.source.value));
    const { names, variables: named } = compileSource(field.source).reads;
    const unknown = [...named].filter((name) => !variables.has(name)).map((name) => variableUnknown(at, name));
    const ofSteps = [...names].flatMap((name): ExpressionFlaw[] => {
      if (!known.has(name)) {
        const message = disabled.has(name)
          ? `The step "${name}" is switched off, so that it gives nothing. Switch it on, or take something else here.`
          : `There is no step "${name}" in this cycle. Names stand for steps' ids here.`;
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
    return [...unknown, ...ofSteps];
  } catch (error: unknown) {
    if (!(error instanceof SourceError)) throw error;
    return [{ ...at, code: error.code, message: error.message }];
  }
}
