import { type AccountVariable, variableName } from "@velodrome/contract";
import { texts } from "./texts.ts";

export const variableTypes = ["text", "number", "flag", "json"] as const;
export type VariableType = (typeof variableTypes)[number];

/** A variable as it is being written. */
export interface VariableDraft {
  name: string;
  type: VariableType;
  /** Of every type; a flag is `true` or `false`. */
  text: string;
  description: string;
}

export const emptyVariable: VariableDraft = { name: "", type: "text", text: "", description: "" };

export function typeOf(value: unknown): VariableType {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "flag" : "json";
}

export function draftOf({ name, value, description }: AccountVariable): VariableDraft {
  const type = typeOf(value);
  const text = type === "text" ? String(value) : JSON.stringify(value, null, type === "json" ? 2 : 0);
  return { name, type, text, description };
}

/** In another type: what is written stays where it makes sense there. */
export function inType(draft: VariableDraft, type: VariableType): VariableDraft {
  const fits = type === "text" || "value" in valueOf({ ...draft, type });
  const empty = type === "flag" ? "true" : type === "json" ? "null" : "";
  return { ...draft, type, text: fits ? draft.text : empty };
}

/** What is written as a value, or why it is none. */
export function valueOf({
  type,
  text,
}: Pick<VariableDraft, "type" | "text">): { value: unknown } | { problem: string } {
  if (type === "text") return { value: text };
  if (type === "number") {
    const value = Number(text);
    return text.trim() !== "" && Number.isFinite(value) ? { value } : { problem: texts.problems.number };
  }
  if (type === "flag") {
    return text === "true" || text === "false" ? { value: text === "true" } : { problem: texts.problems.flag };
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { problem: texts.problems.json };
  }
}

/** Why a name cannot be taken; null when it can. */
export function nameProblem(name: string, taken: readonly string[]): string | null {
  if (!variableName.safeParse(name).success) return texts.problems.name;
  return taken.includes(name) ? texts.problems.taken : null;
}
