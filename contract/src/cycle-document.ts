import { z } from "zod";
import { operators, unaryOperators } from "./operator.ts";

/** Ids of steps are names in templates and expressions, so they are identifiers and never change. */
export const stepId = z
  .string()
  .max(64)
  .regex(/^[a-z][A-Za-z0-9_]*$/, "a step id starts with a small letter and has only letters, digits and _");

/**
 * Where one value comes from:
 * `{ value }` as it stands · `{ step, path }` of an earlier step's output ·
 * `{ template }` text with `{{ JSONata }}` · `{ expression }` JSONata · `{ variable }` of the cycle.
 */
export const source = z.union([
  z.strictObject({ value: z.unknown() }),
  z.strictObject({ step: stepId, path: z.string().max(1000) }),
  z.strictObject({ template: z.string().max(20_000) }),
  z.strictObject({ expression: z.string().min(1).max(20_000) }),
  z.strictObject({ variable: z.string().min(1).max(100) }),
]);
export type Source = z.infer<typeof source>;

export const comparison = z
  .strictObject({
    left: source,
    operator: z.enum(operators),
    right: source.optional(),
    /** Compare texts without regard to case. */
    ignoreCase: z.boolean().optional(),
  })
  .refine((c) => c.right !== undefined || unaryOperators.includes(c.operator), {
    message: "this operator needs a right side",
    path: ["right"],
  });
export type Comparison = z.infer<typeof comparison>;

export interface All {
  all: Condition[];
}
export interface Any {
  any: Condition[];
}
export type Condition = Comparison | All | Any;

/** Comparisons in groups that nest: `all` holds when each does, `any` when one does. */
export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    comparison,
  ]),
);

const position = z.strictObject({ x: z.number(), y: z.number() });
const common = { id: stepId, name: z.string().max(200).optional(), position: position.optional() };
const connectorName = z.string().regex(/^[a-z][a-z0-9-]*$/);
const methodName = z.string().regex(/^[a-z][a-z0-9-]*$/);

export const triggerStep = z
  .strictObject({
    ...common,
    type: z.literal("trigger"),
    connector: connectorName,
    /** One trigger method, or several as `kinds`. */
    method: methodName.optional(),
    kinds: z.array(methodName).min(1).optional(),
    connection: z.string().optional(),
  })
  .refine((s) => (s.method === undefined) !== (s.kinds === undefined), {
    message: "a trigger names either one method or a list of kinds",
    path: ["method"],
  });
export type TriggerStep = z.infer<typeof triggerStep>;

export const decisionStep = z.strictObject({
  ...common,
  type: z.literal("decision"),
  conditions: condition.optional(),
});
export type DecisionStep = z.infer<typeof decisionStep>;

export const afterCrash = ["repeat", "fail"] as const;

export const actionStep = z.strictObject({
  ...common,
  type: z.literal("action"),
  connector: connectorName,
  method: methodName,
  connection: z.string().optional(),
  input: z.record(z.string(), source).default({}),
  /** What to do when a crash leaves it unknown whether the call happened: repeat and mark it (default), or fail `uncertain`. */
  afterCrash: z.enum(afterCrash).optional(),
});
export type ActionStep = z.infer<typeof actionStep>;

export const step = z.discriminatedUnion("type", [triggerStep, decisionStep, actionStep]);
export type Step = z.infer<typeof step>;

/** The way from one step's port to the next step; steps with a single way out have no port. */
export const edge = z.strictObject({ from: stepId, to: stepId, port: z.string().max(64).optional() });
export type Edge = z.infer<typeof edge>;

export const onStepError = ["stop-run"] as const;

export const cycleDocument = z.strictObject({
  steps: z.array(step).max(500).default([]),
  edges: z.array(edge).max(2000).default([]),
  settings: z
    .strictObject({ onStepError: z.enum(onStepError).default("stop-run") })
    .default({ onStepError: "stop-run" }),
});
export type CycleDocument = z.infer<typeof cycleDocument>;
export type CycleDocumentInput = z.input<typeof cycleDocument>;
