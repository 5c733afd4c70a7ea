/** Comparisons a Decision can make. The ones in `unaryOperators` take no right side. */
export const operators = [
  "exists",
  "not-exists",
  "equals",
  "not-equals",
  "contains",
  "not-contains",
  "starts-with",
  "ends-with",
  "matches",
  "greater-than",
  "greater-or-equal",
  "less-than",
  "less-or-equal",
  "before",
  "after",
  "is-empty",
  "in",
] as const;
export type Operator = (typeof operators)[number];

export const unaryOperators: readonly Operator[] = ["exists", "not-exists", "is-empty"];
