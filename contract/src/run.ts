import { z } from "zod";
import { idOf } from "./id.ts";
import { idsOf, listQuery, moment } from "./list.ts";
import { stepId } from "./source.ts";

export const runStatuses = [
  "queued",
  "running",
  "sleeping",
  "waiting",
  "held",
  "succeeded",
  "failed",
  "cancelled",
  "absorbed",
] as const;
export type RunStatus = (typeof runStatuses)[number];

export const finishedStatuses = ["succeeded", "failed", "cancelled", "absorbed"] as const;
export type FinishedStatus = (typeof finishedStatuses)[number];

export const stepRunStatuses = [
  "intended",
  "succeeded",
  "failed",
  "skipped",
  "uncertain",
  "sleeping",
  "waiting",
] as const;
export type StepRunStatus = (typeof stepRunStatuses)[number];

export const errorClasses = ["terminal", "retryable", "uncertain", "timeout", "cancelled"] as const;
export type ErrorClass = (typeof errorClasses)[number];

/** Why a run or an attempt failed; `message` says what was tried and what to do. */
export const runError = z.object({
  code: z.string(),
  message: z.string(),
  step: z.string().optional(),
  attempt: z.number().int().optional(),
  class: z.enum(errorClasses),
  details: z.record(z.string(), z.unknown()),
  /** Of an attempt: the run went on all the same, because the step's policy says so. */
  ignored: z.boolean().optional(),
});
export type RunError = z.infer<typeof runError>;

/** One try of one step. `repeated` marks a call that may have happened before, in a process that died. */
export const attempt = z.object({
  id: idOf("stepRun"),
  number: z.number().int(),
  status: z.enum(stepRunStatuses),
  repeated: z.boolean(),
  input: z.unknown(),
  output: z.unknown(),
  request: z.unknown(),
  response: z.unknown(),
  error: runError.nullable(),
  startedAt: moment,
  finishedAt: moment.nullable(),
});
export type Attempt = z.infer<typeof attempt>;

export const stepRun = z.object({
  step: z.string(),
  /** Item indexes of the For eaches around it; empty outside of one. */
  path: z.string(),
  status: z.enum(stepRunStatuses),
  /** The way it went out by, where it has several. */
  port: z.string().nullable(),
  attempts: z.array(attempt),
});
export type StepRun = z.infer<typeof stepRun>;

/** One execution of one cycle version for one event. */
export const run = z.object({
  id: idOf("run"),
  account: idOf("account"),
  cycle: idOf("cycle"),
  cycleName: z.string().nullable(),
  version: z.number().int(),
  status: z.enum(runStatuses),
  /** The trigger step that it started from. */
  trigger: z.string(),
  /** `answer`: of an event that no trigger takes, and that a waiting run took. */
  origin: z.enum(["event", "replay", "retry", "manual", "answer"]),
  event: idOf("event").nullable(),
  lane: z.string(),
  page: z.string().nullable(),
  /** Whether its event came from the sandbox, and not from Meta. */
  sandbox: z.boolean(),
  person: z.string().nullable(),
  /** The beginning of the message that started it, where it has one. */
  text: z.string().nullable(),
  retryOf: idOf("run").nullable(),
  /** Of an absorbed run: the one that was waiting for its event and took it. */
  absorbedBy: idOf("run").nullable(),
  createdAt: moment,
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
  /** When a waiting or sleeping run goes on. */
  dueAt: moment.nullable(),
  /** Why a waiting run does not go on yet, in words, and until when; null when it does not say. */
  waitingFor: z.object({ code: z.string(), message: z.string(), until: moment }).nullable(),
  error: runError.nullable(),
});
export type Run = z.infer<typeof run>;

/**
 * A run of very many attempts has the first and the latest ones here; `stepsCursor` is then where `…/steps` goes on with
 * those in between, and null otherwise.
 */
export const runWithSteps = run.extend({ steps: z.array(stepRun), stepsCursor: z.string().nullable() });
export type RunWithSteps = z.infer<typeof runWithSteps>;

/** An attempt with its place, as `…/steps` lists them. */
export const placedAttempt = attempt.extend({ step: z.string(), path: z.string(), port: z.string().nullable() });
export type PlacedAttempt = z.infer<typeof placedAttempt>;

/** `path`: of that item, and of items of For eaches inside. */
export const attemptQuery = listQuery.extend({
  step: stepId.optional(),
  path: z
    .string()
    .max(100)
    .regex(/^(\d+(\.\d+)*)?$/, "item indexes with dots between, such as 3 or 3.0")
    .optional(),
  status: z.enum(stepRunStatuses).optional(),
});
export type AttemptQuery = z.infer<typeof attemptQuery>;

export const runQuery = listQuery.extend({
  ids: idsOf("run").optional(),
  cycle: idOf("cycle").optional(),
  status: z.enum(runStatuses).optional(),
  from: moment.optional(),
  to: moment.optional(),
  /** Only runs that ended after this. */
  finishedAfter: moment.optional(),
  lane: z.string().max(300).optional(),
  page: z.string().max(100).optional(),
  person: z.string().max(100).optional(),
  /** Meta's id of the message that started it. */
  mid: z.string().trim().min(1).max(500).optional(),
  /** Of the error that ended it: of runs that failed, unless `status` says otherwise. */
  code: z.string().trim().min(1).max(100).optional(),
  /** The step that error came from. */
  step: stepId.optional(),
  /** Whose call that error came from, where the error says so: a dead token's does. */
  connection: idOf("connection").optional(),
  q: z.string().trim().min(1).max(500).optional(),
});
export type RunQuery = z.infer<typeof runQuery>;

/** Across accounts; `account` is an id or an external id. */
export const partnerRunQuery = runQuery.extend({ account: z.string().min(1).max(200).optional() });
export type PartnerRunQuery = z.infer<typeof partnerRunQuery>;

/** Of one run or of many. */
export const retryHow = {
  from: z.enum(["start", "failed-step"]).default("start"),
  version: z.enum(["same", "latest"]).default("same"),
};

/**
 * `skip`: the failed step is not done again; what it would have given is given here, and the run goes on behind it, by
 * `port` where the step has several ways out.
 */
export const runRetry = z
  .strictObject({
    ...retryHow,
    skip: z.strictObject({ output: z.unknown().default(null), port: z.string().max(64).optional() }).optional(),
  })
  .refine((retry) => retry.skip === undefined || retry.from === "failed-step", {
    message: 'a step is skipped in a retry from "failed-step" only',
    path: ["skip"],
  });
export type RunRetry = z.infer<typeof runRetry>;
export type StepSkip = NonNullable<RunRetry["skip"]>;

/** A run that is started by hand or by a program: `input` is what its trigger gives, the first one unless named. */
export const runStart = z.strictObject({
  input: z.record(z.string(), z.unknown()).default({}),
  trigger: stepId.optional(),
});
export type RunStart = z.infer<typeof runStart>;
