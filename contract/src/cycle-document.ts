import { z } from "zod";
import { condition } from "./condition.ts";
import { delayStep } from "./delay-step.ts";
import { recordUntilEnough, untilEnough } from "./enough-flaws.ts";
import { errorPolicy } from "./error-policy.ts";
import { filterStep } from "./filter-step.ts";
import { forEachStep } from "./for-each-step.ts";
import { asideName, connectorName, methodName } from "./method-name.ts";
import { noteStep } from "./note-step.ts";
import { redactionPath } from "./redaction.ts";
import { type ScheduleStep, scheduleStep } from "./schedule-step.ts";
import { scriptStep } from "./script-step.ts";
import { setVariablesStep } from "./set-variables-step.ts";
import { inputSource, stepId, variableName } from "./source.ts";
import { callCommon, stepCommon, toolCommon } from "./step-common.ts";
import { stopStep } from "./stop-step.ts";
import { switchStep } from "./switch-step.ts";
import { transformStep } from "./transform-step.ts";
import { type WaitForEventStep, waitForEventStep } from "./wait-for-event-step.ts";
import { waitUntilStep } from "./wait-until-step.ts";

export const triggerStep = z
  .strictObject({
    ...stepCommon,
    type: z.literal("trigger"),
    connector: connectorName,
    /** One trigger method, or several as `kinds`. */
    method: methodName.optional(),
    kinds: z.array(untilEnough(methodName)).min(1).optional(),
    /** Events of its methods that no trigger takes unasked, as its connector names them. */
    also: z.array(asideName).max(10).optional(),
    connection: z.string().optional(),
  })
  .refine((s) => (s.method === undefined) !== (s.kinds === undefined), {
    message: "a trigger names either one method or a list of kinds",
    path: ["method"],
  });
export type TriggerStep = z.infer<typeof triggerStep>;

export const decisionStep = z.strictObject({
  ...toolCommon,
  type: z.literal("decision"),
  conditions: condition.optional(),
});
export type DecisionStep = z.infer<typeof decisionStep>;

export const afterCrash = ["repeat", "fail"] as const;

export const actionStep = z.strictObject({
  ...callCommon,
  type: z.literal("action"),
  connector: connectorName,
  method: methodName,
  connection: z.string().optional(),
  input: recordUntilEnough(z.record(z.string(), inputSource)).default({}),
  /**
   * What to do when nobody knows whether the call happened. After a crash: repeat it and mark it (default), or fail
   * `uncertain`. `fail` also keeps what is lost otherwise, or fails in an unclear way, from being tried again.
   */
  afterCrash: z.enum(afterCrash).optional(),
});
export type ActionStep = z.infer<typeof actionStep>;

export const step = z.discriminatedUnion("type", [
  triggerStep,
  scheduleStep,
  actionStep,
  decisionStep,
  switchStep,
  filterStep,
  forEachStep,
  setVariablesStep,
  transformStep,
  scriptStep,
  delayStep,
  waitUntilStep,
  waitForEventStep,
  stopStep,
  noteStep,
]);
export type Step = z.infer<typeof step>;

/** A step that is a connector's; every other is a tool, or starts runs. */
export type MethodStep = TriggerStep | ActionStep;
export type StartStep = TriggerStep | ScheduleStep;
export type ToolStep = Exclude<Step, MethodStep | StartStep>;

export const isMethodStep = (step: Step): step is MethodStep => step.type === "trigger" || step.type === "action";

/** A step that takes events of a connection. */
export type HearingStep = TriggerStep | WaitForEventStep;
/** A step that belongs to a connection. */
export type ConnectedStep = MethodStep | WaitForEventStep;

export const isConnectedStep = (step: Step): step is ConnectedStep =>
  isMethodStep(step) || step.type === "wait-for-event";

/** The trigger methods whose events a step takes. */
export const methodsOf = ({ kinds, method }: HearingStep): readonly string[] =>
  kinds ?? (method === undefined ? [] : [method]);

/** A method's name for events that no trigger takes unasked: `message@standby`. */
export const asideMethod = (method: string, aside: string): string => `${method}@${aside}`;

/** The names by which a step's events are known: those of its methods, and those it asks for besides. */
export const heardMethodsOf = (step: HearingStep): readonly string[] =>
  methodsOf(step).flatMap((method) => [method, ...(step.also ?? []).map((aside) => asideMethod(method, aside))]);

/** Runs begin at it, and nothing leads into it. */
export const startsRuns = (step: Step): step is StartStep => step.type === "trigger" || step.type === "schedule";

/** The way from one step's port to the next step; steps with a single way out have no port. */
export const edge = z.strictObject({ from: stepId, to: stepId, port: z.string().max(64).optional() });
export type Edge = z.infer<typeof edge>;

/** Characters of JSON that all pins of a draft may have together: the draft is sent whole with every change. */
export const pinsAtMost = 262_144;

export const cycleDocument = z.strictObject({
  steps: z.array(untilEnough(step)).max(500).default([]),
  edges: z.array(untilEnough(edge)).max(2000).default([]),
  /** The cycle's variables and what each is at the start of a run. */
  variables: recordUntilEnough(z.record(variableName, z.unknown())).optional(),
  /**
   * Of a draft: what steps are to have given when it is tried, by their ids. No version has them, so that no run ever sees
   * them; `canBeGiven` says of which steps.
   */
  pins: z
    .record(untilEnough(stepId), z.unknown())
    .refine((pins) => JSON.stringify(pins).length <= pinsAtMost, {
      message: `pinned data may have ${pinsAtMost} characters of JSON in all`,
    })
    .optional(),
  settings: z
    .strictObject({
      onStepError: errorPolicy.default("stop-run"),
      /** Masked in what every step takes in and gives. */
      redact: z.array(redactionPath).max(50).optional(),
    })
    .default({ onStepError: "stop-run" }),
});
export type CycleDocument = z.infer<typeof cycleDocument>;
export type CycleDocumentInput = z.input<typeof cycleDocument>;
