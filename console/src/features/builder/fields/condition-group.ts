import type { All, Any, Condition, Operator } from "@velodrome/contract";

export type Group = All | Any;

export const membersOf = (group: Group): readonly Condition[] => ("all" in group ? group.all : group.any);

export const grouped = (kind: "all" | "any", members: readonly Condition[]): Group =>
  kind === "all" ? { all: [...members] } : { any: [...members] };

/** Those that look at letters, so that capitals may matter. */
export const textOperators: readonly Operator[] = [
  "equals",
  "not-equals",
  "contains",
  "not-contains",
  "starts-with",
  "ends-with",
  "matches",
  "in",
];
