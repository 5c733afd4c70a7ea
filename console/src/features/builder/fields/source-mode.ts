import type { Source } from "@velodrome/contract";

export const sourceModes = ["value", "mapped", "template", "expression", "variable", "ignored"] as const;
export type SourceMode = (typeof sourceModes)[number];

export function modeOf(source: Source | undefined): SourceMode {
  if (source === undefined) return "ignored";
  if ("value" in source) return "value";
  if ("step" in source) return "mapped";
  if ("template" in source) return "template";
  return "expression" in source ? "expression" : "variable";
}

/** What holds variables in expressions, where data is taken from as from a step. */
export const variablesId = "$variables";
const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A path with its step's id, as expressions name it. */
export function reference(step: string, path: string): string {
  if (path === "") return step;
  return path.startsWith("$") ? `${step}${path.slice(1)}` : `${step}.${path}`;
}

/** The same field in another way, with as much taken over as makes sense there. */
export function inMode(
  source: Source | undefined,
  mode: SourceMode,
  first: { step: string; variable: string },
): Source | undefined {
  if (mode === modeOf(source)) return source;
  const text = source !== undefined && "value" in source && typeof source.value === "string" ? source.value : "";
  const mapped = source !== undefined && "step" in source ? reference(source.step, source.path) : null;
  switch (mode) {
    case "ignored":
      return undefined;
    case "value":
      return { value: source !== undefined && "template" in source ? source.template : "" };
    case "mapped":
      return { step: first.step, path: "" };
    case "template":
      return { template: mapped === null ? text : `{{ ${mapped} }}` };
    case "expression":
      return { expression: mapped ?? (text === "" ? '""' : JSON.stringify(text)) };
    case "variable":
      return { variable: first.variable };
  }
}

/** The source with data put in: mapped where nothing stood, else added to what is written. */
export function withData(source: Source | undefined, step: string, path: string): Source {
  if (source !== undefined && "template" in source) {
    return { template: `${source.template}{{ ${reference(step, path)} }}` };
  }
  if (source !== undefined && "value" in source && typeof source.value === "string" && source.value !== "") {
    return { template: `${source.value}{{ ${reference(step, path)} }}` };
  }
  if (source !== undefined && "expression" in source && !/^\s*(""|'')?\s*$/.test(source.expression)) {
    return { expression: `${source.expression} ${reference(step, path)}` };
  }
  if (step !== variablesId) return { step, path };
  return plainName.test(path) ? { variable: path } : { expression: reference(step, path) };
}

/** What a person types means: text, a template as soon as there is a hole in it, an expression behind a leading =. */
export function typedText(text: string): Source {
  if (text.includes("{{")) return { template: text };
  return text.startsWith("=") && text.length > 1 ? { expression: text.slice(1) } : { value: text };
}
