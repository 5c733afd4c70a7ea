import type { Condition } from "./condition.ts";
import type { Step } from "./cycle-document.ts";
import type { InputSource, Source } from "./source.ts";

/** A source with the field it stands in, such as `input.text`, `input.buttons.0.title` or `conditions.all.0.left`. */
export interface PlacedSource {
  field: string;
  source: Source;
  /** The right side of `matches`: a pattern. */
  pattern?: boolean;
  /** Evaluated when the step has its output, which it may look at. */
  own?: true;
}

/** Every source of a step. */
export function sourcesOf(step: Step): PlacedSource[] {
  switch (step.type) {
    case "action":
      return ofFields(step.input, "input");
    case "script":
      return Object.entries(step.input).map(([name, source]) => ({ field: `input.${name}`, source }));
    case "decision":
    case "filter":
      return step.conditions ? ofCondition(step.conditions, "conditions") : [];
    case "switch":
      return step.cases.flatMap(({ id, conditions }) =>
        conditions ? ofCondition(conditions, `cases.${id}.conditions`) : [],
      );
    case "for-each":
      return [
        ...(step.list ? [{ field: "list", source: step.list }] : []),
        ...(step.collect ? [{ field: "collect", source: step.collect }] : []),
      ];
    case "set-variables":
      return step.variables.map(({ name, value }) => ({ field: `variables.${name}`, source: value }));
    case "transform":
      return step.expression ? [{ field: "expression", source: { expression: step.expression } }] : [];
    case "delay":
      return step.duration ? [{ field: "duration", source: step.duration }] : [];
    case "wait-until":
      return step.until ? [{ field: "until", source: step.until }] : [];
    case "wait-for-event":
      return [
        ...(step.timeout ? [{ field: "timeout", source: step.timeout }] : []),
        ...(step.key
          ? [
              { field: "key.value", source: step.key.value },
              { field: "key.path", source: { step: step.id, path: step.key.path }, own: true as const },
            ]
          : []),
        ...(step.conditions
          ? ofCondition(step.conditions, "conditions").map((each) => ({ ...each, own: true as const }))
          : []),
      ];
    case "stop":
      return step.message ? [{ field: "message", source: step.message }] : [];
    case "trigger":
    case "schedule":
    case "note":
      return [];
  }
}

const ofFields = (fields: Readonly<Record<string, InputSource>>, field: string): PlacedSource[] =>
  Object.entries(fields).flatMap(([name, source]) => ofInput(source, `${field}.${name}`));

function ofInput(source: InputSource, field: string): PlacedSource[] {
  if ("list" in source) return source.list.flatMap((each, at) => ofInput(each, `${field}.${at}`));
  return "fields" in source ? ofFields(source.fields, field) : [{ field, source }];
}

function ofCondition(condition: Condition, field: string): PlacedSource[] {
  if ("all" in condition) return condition.all.flatMap((each, at) => ofCondition(each, `${field}.all.${at}`));
  if ("any" in condition) return condition.any.flatMap((each, at) => ofCondition(each, `${field}.any.${at}`));
  const { left, operator, right } = condition;
  const sources: PlacedSource[] = [{ field: `${field}.left`, source: left }];
  if (right) sources.push({ field: `${field}.right`, source: right, pattern: operator === "matches" });
  return sources;
}
