import type { Comparison, Condition, Operator, Reads } from "@velodrome/contract";
import { compareBy } from "./operator.ts";
import { joinReads, readsNothing } from "./reads.ts";
import { compileSource, type Scope } from "./source.ts";

/** One comparison as it was made, for the run's history. */
export interface Compared {
  left: unknown;
  operator: Operator;
  right?: unknown;
  ignoreCase?: boolean;
  result: boolean;
}

export interface Decided {
  result: boolean;
  /** In the order they were made; what was not needed for the result was not compared. */
  comparisons: Compared[];
}

export interface CompiledDecision {
  reads: Reads;
  /** Throws `StepFailure`. */
  evaluate(scope: Scope): Decided;
}

interface Node {
  reads: Reads;
  holds(scope: Scope, comparisons: Compared[]): boolean;
}

/** Without conditions a decision is true: there is nothing that fails. Throws `SourceError`. */
export function compileDecision(conditions: Condition | undefined): CompiledDecision {
  const root = conditions ? compileCondition(conditions) : { reads: readsNothing, holds: () => true };
  return {
    reads: root.reads,
    evaluate(scope) {
      const comparisons: Compared[] = [];
      return { result: root.holds(scope, comparisons), comparisons };
    },
  };
}

function compileCondition(condition: Condition): Node {
  if ("all" in condition) {
    const nodes = condition.all.map(compileCondition);
    return { reads: readsOfAll(nodes), holds: (scope, made) => nodes.every((node) => node.holds(scope, made)) };
  }
  if ("any" in condition) {
    const nodes = condition.any.map(compileCondition);
    return { reads: readsOfAll(nodes), holds: (scope, made) => nodes.some((node) => node.holds(scope, made)) };
  }
  return compileComparison(condition);
}

const readsOfAll = (nodes: readonly Node[]): Reads => joinReads(nodes.map(({ reads }) => reads));

function compileComparison({ left, operator, right, ignoreCase = false }: Comparison): Node {
  const one = compileSource(left);
  const other = right ? compileSource(right) : null;
  const compare = compareBy[operator];
  return {
    reads: other ? joinReads([one.reads, other.reads]) : one.reads,
    holds(scope, made) {
      const a = one.evaluate(scope);
      const b = other?.evaluate(scope);
      const result = compare(a, b, ignoreCase);
      made.push({
        left: a ?? null,
        operator,
        ...(other && { right: b ?? null }),
        ...(ignoreCase && { ignoreCase }),
        result,
      });
      return result;
    },
  };
}
