import { z } from "zod";
import { idOf } from "./id.ts";
import { idsOf, listQuery, moment } from "./list.ts";

/** One thing that arrived from outside. */
export const event = z.object({
  id: idOf("event"),
  /** Null while no account has the Page it came from. */
  account: idOf("account").nullable(),
  setup: idOf("setup").nullable(),
  connection: idOf("connection").nullable(),
  connector: z.string(),
  kind: z.string(),
  /** `messaging`, `standby` or `changes`. */
  channel: z.string(),
  page: z.string().nullable(),
  person: z.string().nullable(),
  lane: z.string(),
  /** Meta's id of the message it is or speaks of, where it has one. */
  mid: z.string().nullable(),
  /** Whether some running cycle took it. */
  routed: z.boolean(),
  occurredAt: moment.nullable(),
  receivedAt: moment,
  /** The beginning of its text, where it has one. */
  text: z.string().nullable(),
});
export type Event = z.infer<typeof event>;

/** With the item as it was sent, ids as texts. */
export const eventWithItem = event.extend({ item: z.unknown() });
export type EventWithItem = z.infer<typeof eventWithItem>;

const flag = z.enum(["true", "false"]).transform((text) => text === "true");

export const eventQuery = listQuery.extend({
  ids: idsOf("event").optional(),
  connection: idOf("connection").optional(),
  kind: z.string().max(50).optional(),
  routed: flag.optional(),
  page: z.string().max(100).optional(),
  person: z.string().max(100).optional(),
  from: moment.optional(),
  to: moment.optional(),
  /** Meta's id of a message. */
  mid: z.string().trim().min(1).max(500).optional(),
  q: z.string().trim().min(1).max(500).optional(),
});
export type EventQuery = z.infer<typeof eventQuery>;

/** Across accounts; `account` is an id or an external id. */
export const partnerEventQuery = eventQuery.extend({ account: z.string().min(1).max(200).optional() });
export type PartnerEventQuery = z.infer<typeof partnerEventQuery>;
