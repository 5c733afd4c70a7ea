import type {
  Connection,
  ConnectorWithMethods,
  CycleVersion,
  CycleWithDocument,
  DraftTestInput,
  DraftTestResult,
  Edge,
  LiveWays,
  Prerequisite,
  Step,
  StepRun,
  ScheduleStep,
  TriggerStep,
} from "@velodrome/contract";
import type { ReactNode } from "react";
import type { Phrase } from "../../lib/phrase.ts";
import type { StateLook } from "../../ui/state-mark.tsx";
import type { Point } from "./document/graph-edit.ts";
import type { DataSource } from "./fields/field-context.ts";
import type { StepWords } from "./panel/settings-of.ts";

export interface Sample {
  data: unknown;
  origin: DataSource["origin"];
}

/** How a step fared in a run that is shown on the canvas. */
export interface StepFate {
  look: StateLook;
  duration: string | null;
  /** By which ports it was left: inside of a For each, of one item by this and of another by that. */
  ports: ReadonlySet<string | null>;
}

/** What the app knows and the Builder shows. */
export interface BuilderHost {
  account: string;
  accountName: string;
  cycle: CycleWithDocument;
  describe: (step: Step) => Phrase;
  /** Parts of steps in words. */
  inWords: StepWords;
  connections: readonly Connection[];
  /** All there are, by name. */
  connectors: ReadonlyMap<string, ConnectorWithMethods>;
  prerequisites: readonly Prerequisite[];
  /** The account's variables, by name. */
  accountVariables: Readonly<Record<string, unknown>>;
  /** What each step gave last; nothing of those that never gave anything. */
  samples: ReadonlyMap<string, Sample>;
  /** How often runs took each way, and since when it is counted, as it happens; null until that is known. */
  ways: LiveWays | null;
  /** Where a trigger's messages come in. */
  triggerCard: (step: TriggerStep) => ReactNode;
  /** When a schedule fires next. */
  scheduleTimes: (step: ScheduleStep) => ReactNode;
  /** What a step did in the latest run. */
  resultOf: (step: string) => ReactNode;
  /** What a step did, of all that was done in a run or a test. */
  attemptsOf: (steps: readonly StepRun[], step: string) => ReactNode;
  /** Events that a trigger would take, to choose one from: all that there are, page by page. */
  pastEvents: (step: TriggerStep, onChoose: (item: unknown) => void) => ReactNode;
  /** Listens, once asked to, for the next event that a trigger would take. */
  nextEvent: (step: TriggerStep, onEvent: (item: unknown) => void) => ReactNode;
  /** Shows what needs the versions of the cycle, newest first, once they are there. */
  withVersions: (show: (versions: readonly CycleVersion[]) => ReactNode) => ReactNode;
  /** What is said where the cycle was deleted, of an error in saving or without one; null where it was not. */
  deletedNote: (error: unknown, onRestored: () => void) => ReactNode;
  /** Tries the draft as it is at the server. */
  tryDraft: (test: DraftTestInput) => Promise<DraftTestResult>;
}

/** Where something new goes. */
export type Place =
  | { kind: "after"; from: string; port: string | undefined; point?: Point }
  | { kind: "edge"; edge: Edge }
  | { kind: "at"; point: Point }
  | { kind: "somewhere" };

/** The step whose test data is being chosen; `runs`: to run with it. */
export interface DataChoice {
  step: string;
  runs: boolean;
}
