import type { RunError } from "@velodrome/contract";
import type { Reads } from "./expression-reads.ts";
import type { ScriptPool } from "./script.ts";
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

/** What a tool needs that may not compute on the spot. */
export interface ToolThreads {
  scripts: ScriptPool;
  /** Ends when the run is let go of. */
  signal: AbortSignal;
}

/** A computation that would hold up everything else: it goes to a thread. Rejects with `StepFailure`. */
export type Deferred = (threads: ToolThreads) => Promise<Computed>;

/** A tool that needs nothing but what the run has: computed in memory or in a thread, no call and no wait. */
export interface CompiledTool {
  reads: Reads;
  /** Throws `StepFailure`. */
  evaluate(scope: Scope): Computed | Deferred;
}
