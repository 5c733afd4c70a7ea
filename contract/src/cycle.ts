import { z } from "zod";
import { boundedCount } from "./bounded-count.ts";
import { cycleDocument } from "./cycle-document.ts";
import { event } from "./event.ts";
import { idOf } from "./id.ts";
import { listQuery, moment } from "./list.ts";
import { concurrency, cycleRetention } from "./retention.ts";

export const cycleStatuses = ["draft", "running", "stopped"] as const;
export type CycleStatus = (typeof cycleStatuses)[number];

export const cycle = z.object({
  id: idOf("cycle"),
  account: idOf("account"),
  name: z.string(),
  status: z.enum(cycleStatuses),
  /** The latest published version, null before the first. */
  version: z.number().int().nullable(),
  /** Whether the draft differs from that version. */
  changed: z.boolean(),
  /** Counts changes of the draft: send back what you read. */
  revision: z.number().int(),
  /** For how long its runs are kept, where that is not as its account has it. */
  retention: cycleRetention,
  /** Its runs that execute at once at most, on all workers together; null: as many as its account has. */
  concurrency: concurrency.nullable(),
  createdAt: moment,
  updatedAt: moment,
  /** Where it stands in the account's list; null outside of any folder. */
  folder: z.string().nullable(),
  tags: z.array(z.string()),
  /** When it came into the recycle bin. */
  deletedAt: moment.nullable(),
});
export type Cycle = z.infer<typeof cycle>;

export const cycleWithDocument = cycle.extend({ document: cycleDocument });
export type CycleWithDocument = z.infer<typeof cycleWithDocument>;

/** Answer of a start. `warnings`: it runs, but something is worth knowing; `code` is stable. */
export const startedCycle = cycleWithDocument.extend({
  warnings: z.array(z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) })),
});
export type StartedCycle = z.infer<typeof startedCycle>;

const name = z.string().trim().min(1).max(200);
const label = z.string().trim().min(1).max(60);

/** `q`: a part of the name. `deleted`: what lies in the recycle bin instead. */
export const cycleQuery = listQuery.extend({
  q: z.string().trim().min(1).max(200).optional(),
  folder: label.optional(),
  tag: label.optional(),
  deleted: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
});
export type CycleQuery = z.infer<typeof cycleQuery>;

/** Both are set, and the draft's revision stays as it is. */
export const cycleLabels = z.strictObject({ folder: label.nullable(), tags: z.array(label).max(20) });
export type CycleLabels = z.infer<typeof cycleLabels>;

/** Folders and tags that an account's cycles have, and how many cycles each. */
export const labelsInUse = z.object({
  folders: z.array(z.object({ name: z.string(), cycles: z.number().int() })),
  tags: z.array(z.object({ name: z.string(), cycles: z.number().int() })),
});
export type LabelsInUse = z.infer<typeof labelsInUse>;

export const cycleCreate = z.strictObject({ name, document: cycleDocument.default(cycleDocument.parse({})) });
export type CycleCreate = z.infer<typeof cycleCreate>;

export const cyclePatch = z.strictObject({
  name: name.optional(),
  document: cycleDocument.optional(),
  /** Replaces what the cycle has of its own. In force at once, whatever is published. */
  retention: cycleRetention.optional(),
  concurrency: concurrency.nullable().optional(),
  revision: z.number().int(),
});
export type CyclePatch = z.infer<typeof cyclePatch>;

/** A cycle outside of any account: what its steps called by is named, so that another account can find its own. */
export const cycleFile = z.strictObject({
  velodrome: z.literal("cycle"),
  format: z.literal(1),
  name,
  folder: label.nullable().default(null),
  tags: z.array(label).max(20).default([]),
  document: cycleDocument,
  connections: z
    .record(z.string(), z.strictObject({ connector: z.string(), name: z.string(), page: z.string().nullable() }))
    .default({}),
});
export type CycleFile = z.infer<typeof cycleFile>;

/** The cycle that was made, and the steps that must be given a connection. */
export const importedCycle = z.object({ cycle: cycleWithDocument, withoutConnection: z.array(z.string()) });
export type ImportedCycle = z.infer<typeof importedCycle>;

export const cyclePublish = z.strictObject({ note: z.string().max(2000).optional() });
/** What becomes of what came while a cycle was stopped: nothing, what is at most 24 hours old is answered, or all of it. */
export const backlogAnswers = ["none", "recent", "all"] as const;
export type BacklogAnswer = (typeof backlogAnswers)[number];

export const cycleStart = z.strictObject({
  once: z.boolean().optional(),
  /** Of a stopped cycle; `none` unless told. */
  backlog: z.enum(backlogAnswers).optional(),
});
export type CycleStart = z.infer<typeof cycleStart>;
export const cycleStop = z.strictObject({ finish: z.boolean().optional() });

/** What came while a cycle was stopped and would have started a run of it, oldest first. */
export const cycleBacklog = z.object({
  /** Null when nothing is left open. */
  since: moment.nullable(),
  /** At most 24 hours old: within the time in which Facebook lets a Page answer. */
  recent: boundedCount,
  older: boundedCount,
  /** A start that answers them is under way: runs so far. */
  answering: z.object({ runs: z.number().int() }).nullable(),
  items: z.array(event),
  nextCursor: z.string().nullable(),
});
export type CycleBacklog = z.infer<typeof cycleBacklog>;

export const cycleVersion = z.object({
  version: z.number().int(),
  note: z.string().nullable(),
  /** A person's mail address or the name of a token's client; null: a release published it that did not keep who did. */
  publishedBy: z.string().nullable(),
  createdAt: moment,
  document: cycleDocument,
});
export type CycleVersion = z.infer<typeof cycleVersion>;

/** One thing that is missing before a cycle can run. */
export const prerequisite = z.object({
  code: z.enum([
    "no_trigger",
    "unreachable",
    "connector_unknown",
    "method_unknown",
    "connection_missing",
    "connection_unknown",
    "connection_wrong_connector",
    "connection_not_authenticated",
    "input_missing",
    "input_unknown",
    "input_invalid",
    "condition_missing",
    "reference_unknown",
    "expression_invalid",
    "sleep_too_long",
    "answers_itself",
  ]),
  /** Null when the cycle as a whole is meant. */
  step: z.string().nullable(),
  field: z.string().nullable(),
  message: z.string(),
});
export type Prerequisite = z.infer<typeof prerequisite>;

export const stepDetail = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string().nullable(),
  /** Of a trigger step: the address to paste into Meta's App Dashboard. */
  webhookUrl: z.string().nullable(),
  /** The Setup and the connection that it takes from, where they are known. */
  setup: idOf("setup").nullable(),
  connection: idOf("connection").nullable(),
  /** Of a schedule: when it fires next, or would if the cycle were started now; soonest first. */
  nextTimes: z.array(moment),
});
export type StepDetail = z.infer<typeof stepDetail>;
