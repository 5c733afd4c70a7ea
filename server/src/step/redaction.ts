import type { CycleDocument, Step } from "@velodrome/contract";

/** Paths by their names, each a way to fields that are masked. */
export type RedactedPaths = readonly (readonly string[])[];

/** What is masked in what is kept of runs of a version. */
export interface CompiledRedaction {
  inputOf(step: string): RedactedPaths;
  outputOf(step: string): RedactedPaths;
  /** Of the cycle's variables. */
  variables: RedactedPaths;
}

/** Null where nothing is masked, as in most cycles. */
export function compileRedaction({
  steps,
  settings,
}: Pick<CycleDocument, "steps" | "settings">): CompiledRedaction | null {
  const everywhere = pathsOf(settings.redact);
  const rules = new Map(steps.map((step) => [step.id, rulesOf(step, everywhere)]));
  const own = [...rules.values()].flatMap(({ input, output }) => [...input, ...output]);
  if (own.length === 0) return null;
  const setters = steps.filter(({ type }) => type === "set-variables");
  return {
    inputOf: (step) => rules.get(step)?.input ?? everywhere,
    outputOf: (step) => rules.get(step)?.output ?? everywhere,
    variables: [...everywhere, ...setters.flatMap(({ id }) => rules.get(id)?.output ?? [])],
  };
}

function rulesOf(step: Step, everywhere: RedactedPaths): { input: RedactedPaths; output: RedactedPaths } {
  const { input, output } = ("redact" in step ? step.redact : undefined) ?? {};
  const given = pathsOf(output);
  // Of each item what is collected has an attempt of its own.
  const collected = given.filter(([head]) => head === "items").map(([, ...rest]) => ["collected", ...rest]);
  return {
    input: [...pathsOf(input), ...everywhere],
    output: [...given, ...(step.type === "for-each" ? collected : []), ...everywhere],
  };
}

const pathsOf = (paths: readonly string[] = []): RedactedPaths => paths.map((path) => path.split("."));

const isOver = (path: readonly string[]): boolean => path.every((name) => name === "**");

/** What of a path is left behind a name: nothing where it does not lead there. */
function behind(path: readonly string[], name: string): (readonly string[])[] {
  const [head, ...rest] = path;
  if (head === "**") return [path, ...behind(rest, name)];
  return head === "*" || head === name ? [rest] : [];
}

/**
 * A value with what stands at these paths replaced; itself where they lead to nothing. Lists are gone through, null is
 * nothing that could be masked.
 */
export function replaceAt(value: unknown, paths: RedactedPaths, replace: (found: unknown) => unknown): unknown {
  if (paths.length === 0 || value === null || value === undefined) return value;
  if (paths.some(isOver)) return replace(value);
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => replaceAt(item, paths, replace));
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  return replaceFields(value as Record<string, unknown>, (name, field) =>
    replaceAt(
      field,
      paths.flatMap((path) => behind(path, name)),
      replace,
    ),
  );
}

/** The same object where no field changes. */
export function replaceFields(
  value: Record<string, unknown>,
  replace: (name: string, field: unknown) => unknown,
): Record<string, unknown> {
  const entries = Object.entries(value).map(([name, field]) => [name, replace(name, field)] as const);
  return entries.some(([name, field]) => field !== value[name]) ? Object.fromEntries(entries) : value;
}
