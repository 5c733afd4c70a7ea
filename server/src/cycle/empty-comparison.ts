import { type Condition, type Prerequisite, type Source, type Step, unaryOperators } from "@velodrome/contract";

/** Comparisons of a step that look at nothing, as a new one does until somebody fills it in. */
export function findEmptyComparisons(step: Step): Pick<Prerequisite, "code" | "field" | "message">[] {
  return placesOf(step)
    .flatMap(({ conditions, field }) => (conditions === undefined ? [] : emptyIn(conditions, field)))
    .map((field) => ({
      code: "condition_missing",
      field,
      message: "A condition compares nothing with nothing. Say what it looks at.",
    }));
}

interface Place {
  conditions: Condition | undefined;
  field: string;
}

function placesOf(step: Step): Place[] {
  if (step.type === "switch") {
    return step.cases.map(({ id, conditions }) => ({ conditions, field: `cases.${id}.conditions` }));
  }
  if (step.type !== "decision" && step.type !== "filter" && step.type !== "wait-for-event") return [];
  return [{ conditions: step.conditions, field: "conditions" }];
}

function emptyIn(condition: Condition, field: string): string[] {
  if ("all" in condition) return condition.all.flatMap((each, at) => emptyIn(each, `${field}.all.${at}`));
  if ("any" in condition) return condition.any.flatMap((each, at) => emptyIn(each, `${field}.any.${at}`));
  const { left, operator, right } = condition;
  const alone = right === undefined || unaryOperators.includes(operator) || isEmpty(right);
  return alone && isEmpty(left) ? [`${field}.left`] : [];
}

/** What a person sees as an empty field. */
const isEmpty = (source: Source): boolean =>
  ("value" in source && (source.value === "" || source.value === null)) ||
  ("template" in source && source.template === "");
