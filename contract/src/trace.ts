import { z } from "zod";
import { event } from "./event.ts";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";
import { run } from "./run.ts";

/** What a message goes through, in order. */
export const traceLinks = ["arrived", "signature", "routed", "cycle", "port", "sent", "delivered"] as const;
export type TraceLink = (typeof traceLinks)[number];

/** `unknown`: nobody can tell, or not yet. `unreached`: it ended before. */
export const traceAnswers = ["yes", "no", "unknown", "unreached"] as const;
export type TraceAnswer = (typeof traceAnswers)[number];

/** What can be done about an answer, and with what. */
export const traceActs = [
  "connect_page",
  "open_connection",
  "open_setup",
  "start_cycle",
  "new_cycle",
  "replay_event",
  "open_run",
] as const;

export const traceAct = z.object({
  kind: z.enum(traceActs),
  account: idOf("account").nullable(),
  connector: z.string().nullable(),
  setup: idOf("setup").nullable(),
  connection: idOf("connection").nullable(),
  cycle: idOf("cycle").nullable(),
  run: idOf("run").nullable(),
  event: idOf("event").nullable(),
});
export type TraceAct = z.infer<typeof traceAct>;

export const traceFinding = z.object({
  link: z.enum(traceLinks),
  answer: z.enum(traceAnswers),
  message: z.string(),
  /** When that was, where it has a time. */
  at: moment.nullable(),
  act: traceAct.nullable(),
});
export type TraceFinding = z.infer<typeof traceFinding>;

/** Where a message came to. The first `no` is where it ended. */
export const trace = z.object({
  event: event.nullable(),
  /** The run that the answers are about: the newest of that event. */
  run: run.nullable(),
  findings: z.array(traceFinding),
  /** Other events that may be the one that was meant, newest first. */
  others: z.array(event),
});
export type Trace = z.infer<typeof trace>;

const id = z.string().trim().min(1).max(500).optional();

const parts = z.object({
  event: idOf("event").optional(),
  /** Meta's id of a message. */
  mid: id,
  page: id,
  person: id,
  /** When it was written, about. */
  at: moment.optional(),
});

const isEnough = ({ event: wanted, mid, page, at }: z.infer<typeof parts>): boolean =>
  wanted !== undefined || mid !== undefined || (page !== undefined && at !== undefined);
const tooLittle = { error: "give event, or mid, or page and at", path: ["mid"] };

/** An event, a message's id, or a Page and a time. */
export const traceQuery = parts.refine(isEnough, tooLittle);
export type TraceQuery = z.infer<typeof traceQuery>;

/** Across accounts; `account` is an id or an external id. */
export const partnerTraceQuery = parts
  .extend({ account: z.string().min(1).max(200).optional() })
  .refine(isEnough, tooLittle);
