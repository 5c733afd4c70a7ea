import type { RunError } from "@velodrome/contract";
import type { Clock } from "../base/clock.ts";
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
  /** What its port `item` leads to is done for each of these before the run goes on. */
  items?: readonly unknown[];
  /** The run sleeps until then (ms since 1970) before it goes on. */
  sleepsUntil?: number;
  /** `branch`: nothing follows on this way. `run`: the whole run is over, with that error or well. */
  ends?: { what: "branch" } | { what: "run"; error: RunError | null };
}

/** What a tool may need that does not compute on the spot. */
export interface ToolSurroundings {
  scripts: ScriptPool;
  clock: Clock;
  /** The account's. */
  timezone(): Promise<string>;
  /** Ends when the run is let go of. */
  signal: AbortSignal;
}

/** A computation that needs its surroundings, or would hold up everything else. Rejects with `StepFailure`. */
export type Deferred = (surroundings: ToolSurroundings) => Promise<Computed>;

/** A tool that needs nothing but what the run has: computed in memory or in a thread, without a call. */
export interface CompiledTool {
  reads: Reads;
  /** Throws `StepFailure`. */
  evaluate(scope: Scope): Computed | Deferred;
}
