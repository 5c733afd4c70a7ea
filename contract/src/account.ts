import { z } from "zod";
import { idOf, looksLikeId } from "./id.ts";
import { idsOf, listQuery, moment } from "./list.ts";
import { accountRetention, concurrency } from "./retention.ts";

const externalId = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\s/?#]+$/, "an external id has no spaces and none of / ? #")
  .refine((text) => text !== "." && text !== "..", "an external id that is one or two dots cannot stand in an address")
  .refine((text) => !looksLikeId(text), "an external id may not look like one of our ids");

/** A name of the IANA time zone database. */
export const timezone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, "not a time zone; write one like Europe/Berlin");

const contactEmail = z.email().max(200);
const name = z.string().trim().min(1).max(200);

/** One customer of the partner. */
export const account = z.object({
  id: idOf("account"),
  externalId: z.string().nullable(),
  name: z.string(),
  timezone: z.string(),
  /** Who is written to when a connection of this account has to be signed in to again. */
  contactEmail: z.string().nullable(),
  /** What it keeps for another time than the installation does. */
  retention: accountRetention,
  /** Its runs that execute at once at most, on all workers together; null: only its share of each worker limits them. */
  concurrency: concurrency.nullable(),
  createdAt: moment,
});
export type Account = z.infer<typeof account>;

/** `q`: the beginning of an external id, or any part of a name. `ids`: these accounts only, with commas between. */
export const accountQuery = listQuery.extend({
  q: z.string().trim().min(1).max(200).optional(),
  ids: idsOf("account").optional(),
});
export type AccountQuery = z.infer<typeof accountQuery>;

export const accountCreate = z.strictObject({
  name,
  externalId: externalId.optional(),
  timezone: timezone.default("UTC"),
  contactEmail: contactEmail.optional(),
  retention: accountRetention.optional(),
  concurrency: concurrency.optional(),
});
export type AccountCreate = z.infer<typeof accountCreate>;

export const accountPatch = z.strictObject({
  name: name.optional(),
  externalId: externalId.nullable().optional(),
  timezone: timezone.optional(),
  contactEmail: contactEmail.nullable().optional(),
  /** Replaces what the account has of its own; `{}` is as the installation has it. */
  retention: accountRetention.optional(),
  concurrency: concurrency.nullable().optional(),
});
export type AccountPatch = z.infer<typeof accountPatch>;
