import { z } from "zod";
import { event } from "./event.ts";
import { idOf } from "./id.ts";
import { listQuery, moment } from "./list.ts";
import { run, runError, stepRunStatuses } from "./run.ts";

/** One person's exchange with one Page, by the newest that came of it. */
export const conversation = z.object({
  page: z.string(),
  person: z.string(),
  lastAt: moment,
  /** What the newest event was that is no receipt, and the beginning of its text where it has one. */
  kind: z.string(),
  text: z.string().nullable(),
});
export type Conversation = z.infer<typeof conversation>;

/** `person`: that one's conversations only. */
export const conversationQuery = listQuery.extend({
  page: z.string().max(100).optional(),
  person: z.string().max(100).optional(),
});
export type ConversationQuery = z.infer<typeof conversationQuery>;

/** What the application says of messages to the person: of those named, or of all until a moment. */
export const receipt = z.object({
  state: z.enum(["delivered", "seen"]),
  mids: z.array(z.string()),
  until: moment.nullable(),
});
export type Receipt = z.infer<typeof receipt>;

/** One call of a run to the application. */
export const reply = z.object({
  id: idOf("stepRun"),
  step: z.string(),
  name: z.string().nullable(),
  method: z.string(),
  status: z.enum(stepRunStatuses),
  /** What it said, where it said something. */
  text: z.string().nullable(),
  /** The application's id of the message. */
  mid: z.string().nullable(),
  error: runError.nullable(),
  at: moment,
});
export type Reply = z.infer<typeof reply>;

/** An event of a conversation, with the runs that it started and what those did. */
export const conversationEvent = event.extend({
  receipt: receipt.nullable(),
  runs: z.array(run.extend({ replies: z.array(reply) })),
});
export type ConversationEvent = z.infer<typeof conversationEvent>;
