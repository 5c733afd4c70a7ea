import { type Source, type Step, source } from "@velodrome/contract";

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function mapped(value: unknown, change: (source: Source) => Source): unknown {
  if (Array.isArray(value)) return value.map((each) => mapped(each, change));
  if (!isObject(value)) return value;
  const found = source.safeParse(value);
  if (found.success) return change(found.data);
  return Object.fromEntries(
    // Names in these are a connector's or a person's: one may be `value`, as a source has it.
    Object.entries(value).map(([key, each]) => [
      key,
      byName.has(key) ? mappedFields(each, change) : mapped(each, change),
    ]),
  );
}

const byName: ReadonlySet<string> = new Set(["input", "fields"]);

function mappedFields(fields: unknown, change: (source: Source) => Source): unknown {
  if (!isObject(fields) || Array.isArray(fields)) return mapped(fields, change);
  return Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, mapped(each, change)]));
}

/**
 * The step with every source in it changed, wherever it stands: a source is known by its shape, so that a tool that comes
 * later need not be named here. A Transform keeps its expression bare.
 */
export function mapSources<One extends Step>(step: One, change: (source: Source) => Source): One {
  if (step.type === "transform") {
    if (step.expression === undefined || step.expression === "") return step;
    const made = change({ expression: step.expression });
    return "expression" in made ? { ...step, expression: made.expression } : step;
  }
  if (step.type === "note") return step;
  return mapped(step, change) as One;
}
