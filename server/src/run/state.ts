import type { StepRunStatus } from "@velodrome/contract";

/** What a live run carries between two steps. */
export interface RunState {
  /** Outputs that later steps read, by step; the trigger's is its event and stands there. */
  outputs: Record<string, unknown>;
  /** The cycle's variables that this run has set; absent where it has set none. */
  variables?: Record<string, unknown>;
  /** Steps that are still to run. */
  next: string[];
  /** Of a step that is tried again: how often it was, and the id its calls carry. */
  trying: Trying | null;
  /** For eaches that the run is inside of, outermost first; absent outside of any. */
  loops?: LoopState[];
  /** The step that the run sleeps at; absent when it does not. */
  asleep?: Asleep;
  /** A call of a process that died, while it is looked for whether it happened. */
  doubt?: Intent;
  /** Why a waiting run does not go on; absent when it does. */
  waitingFor?: WaitingFor;
  /** There may be values in it, or in the attempts that it goes on with, which are sealed. */
  sealed?: true;
}

/** What a run waits for before it makes a call; moments in ISO. */
export interface WaitingFor {
  code: string;
  message: string;
  until: string;
  /** Since when it has waited with this step. */
  since: string;
  step: string;
  /** Id of the connection on the wire; null where the step has none. */
  connection: string | null;
}

/** Where a run is in a For each. The list and what was collected of it stand in the history, in rows written once. */
export interface LoopState {
  step: string;
  startedAt: string;
  /** Of the item at hand. */
  index: number;
  /** Steps that are still to run when all items are through. */
  outside: string[];
}

/** What a sleeping step has come to already, and until when it sleeps (ms since 1970). */
export interface Asleep {
  step: string;
  until: number;
  startedAt: string;
  input: unknown;
  output: unknown;
  /** What ends it sooner; null as key: an event of the run's own lane. The checkpoint writes it where events are looked up. */
  awaits?: { step: string; key: string | null };
  /** That event has come: its id on the wire, and the item. */
  answer?: { event: string; item: unknown };
}

export interface Trying {
  step: string;
  /** Attempts made so far. */
  number: number;
  stepRunId: string;
  /** The latest of them may have happened, so that the next one may be a repetition. */
  uncertain?: boolean;
}

/** An outside call that was decided on and may be under way: written before it goes out. */
export interface Intent {
  /** Id of the attempt's row. */
  id: string;
  /** The same for every attempt of the step: what a call carries, so that it can be recognised. */
  stepRunId: string;
  step: string;
  path: string;
  number: number;
  repeated: boolean;
  input: unknown;
  startedAt: string;
  /** There may be values in its input which are sealed. */
  sealed?: true;
}

/** A row of `step_run`: one attempt that is over. */
export interface StepRow {
  id: string;
  step: string;
  path: string;
  number: number;
  status: StepRunStatus;
  port: string | null;
  repeated: boolean;
  input: unknown;
  output: unknown;
  request: unknown;
  response: unknown;
  error: unknown;
  startedAt: string;
  finishedAt: string | null;
}

/** A run as its worker holds it. */
export interface LiveRun {
  accountId: string;
  id: string;
  cycleId: string;
  version: number;
  eventId: string | null;
  trigger: string;
  shard: number;
  lane: string;
  seq: string;
  revision: number;
  crashes: number;
  startedAt: Date | null;
  /** Trigger methods of its event, comma separated, where that may be what another run of the cycle waits for. */
  mayAnswer: string | null;
  state: RunState | null;
  attempt: Intent | null;
  /** The trigger's output. */
  item: unknown;
}

/** The shard of a run that has no row yet. */
export const noShard = -1;

/** Runs of one lane never overlap. */
export const laneOf = (run: { cycleId: string; lane: string }): string => `${run.cycleId} ${run.lane}`;
