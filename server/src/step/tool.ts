import type { RunError } from "@velodrome/contract";
import type { Reads } from "./expression-reads.ts";
import type { Scope } from "./source.ts";

/** What a tool came to. */
export interface Computed {
  /** The way out; null for the single one. */
  port: string | null;
  /** For the run's history. */
  input: unknown;
  output: unknown;
  /** New values of the cycle's variables. */
  variables?: Readonly<Record<string, unknown>>;
  /** `branch`: nothing follows on this way. `run`: the whole run is over, with that error or well. */
  ends?: { what: "branch" } | { what: "run"; error: RunError | null };
}

/** A tool that needs nothing but what the run has: computed in memory, no call and no wait. */
export interface CompiledTool {
  reads: Reads;
  /** Throws `StepFailure`. */
  evaluate(scope: Scope): Computed;
}
