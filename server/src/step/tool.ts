import type { Reads, RunError } from "@velodrome/contract";
import type { Clock } from "../base/clock.ts";
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
  /** It goes on sooner when an event comes that it waits for. `key`: what that carries; null: one of the same person. */
  awaits?: { key: string | null };
  /** `branch`: nothing follows on this way. `run`: the whole run is over, with that error or well. */
  ends?: { what: "branch" } | { what: "run"; error: RunError | null };
}

/** What a tool may need that does not compute on the spot. */
export interface ToolSurroundings {
  scripts: ScriptPool;
  clock: Clock;
  /** The account's. */
  timezone(): Promise<string>;
  /** For how many days the run may sleep at most. */
  sleepDays(): Promise<number>;
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
  /** Of one whose run waits for an event. */
  wait?: CompiledWait;
}

/** Which events a waiting run takes: what is asked of each that comes while it waits. */
export interface CompiledWait {
  methods: ReadonlySet<string>;
  /** The connection whose events it takes, as the document names it. */
  connection: string | undefined;
  /** What an event carries, null for one without it; null as a whole where events of the same person are waited for. */
  keyOf: ((item: unknown) => string | null) | null;
  /** Looks at what the run has, and at the event as the step's output; null when each will do. Throws `StepFailure`. */
  accepts: ((scope: Scope) => boolean) | null;
}
