import type { Operator } from "@velodrome/contract";

/** How one value is compared with another, in the middle of a sentence. */
export const operatorWords: Readonly<Record<Operator, string>> = {
  exists: "is there",
  "not-exists": "is not there",
  equals: "is",
  "not-equals": "is not",
  contains: "contains",
  "not-contains": "does not contain",
  "starts-with": "starts with",
  "ends-with": "ends with",
  matches: "matches",
  "greater-than": "is greater than",
  "greater-or-equal": "is at least",
  "less-than": "is less than",
  "less-or-equal": "is at most",
  before: "is before",
  after: "is after",
  "is-empty": "is empty",
  in: "is one of",
};
