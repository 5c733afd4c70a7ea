import { z } from "zod";
import { finding } from "./finding.ts";
import { moment } from "./list.ts";

/** Why a request to a webhook address, or to a privacy callback under it, was turned away. */
export const rejectionReasons = [
  "wrong_signature",
  "no_signature",
  "wrong_verify_token",
  "wrong_mode",
  "wrong_privacy_signature",
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** Rows of the go-live checklist, in the order in which they are done. */
export const checklistItems = [
  "public-address",
  "client-secret",
  "redirect-uri",
  "webhook",
  "fields",
  "page-connected",
  "first-message",
  "app-live",
  "permissions",
  "privacy-urls",
] as const;
export type ChecklistItem = (typeof checklistItems)[number];

export const checklistRow = z.object({
  item: z.enum(checklistItems),
  /** `failed`: it was tried and went wrong; `unknown`: nobody could be asked. */
  state: z.enum(["done", "open", "failed", "unknown"]),
  /** What is so, in words. */
  message: z.string(),
  /** When it was done, where that is known. */
  at: moment.nullable(),
});
export type ChecklistRow = z.infer<typeof checklistRow>;

export const setupHealth = z.object({
  checklist: z.array(checklistRow),
  /** `since`: the first of the row that is still going on; null when the last good request came later. */
  rejections: z.array(
    z.object({
      reason: z.enum(rejectionReasons),
      count: z.number().int(),
      lastAt: moment,
      since: moment.nullable(),
      /** Of those since `since`. */
      recent: z.number().int(),
    }),
  ),
  /** Drift and troubles, worst first. */
  findings: z.array(finding),
  /** When Facebook last verified the callback URL; null before the first time. */
  verifiedAt: moment.nullable(),
  /** Whose Verify Token it was: the Setup's (null) or a connection's. */
  verifiedBy: z.string().nullable(),
  /** What stands at Facebook, as last seen; null before the first look. */
  registration: z
    .object({ url: z.string(), fields: z.array(z.string()), active: z.boolean(), seenAt: moment })
    .nullable(),
  lastEventAt: moment.nullable(),
  /** Every Page being subscribed anew: how far that has come. Null when nobody does; `stalled`: whoever did was cut off. */
  resubscription: z
    .object({
      startedAt: moment,
      total: z.number().int(),
      done: z.number().int(),
      /** Of those done. */
      failed: z.number().int(),
      stalled: z.boolean(),
    })
    .nullable(),
  /** Events dropped because they had arrived before. */
  duplicates: z.number().int(),
  /** Events of Pages that were switched off on purpose. */
  dropped: z.number().int(),
});
export type SetupHealth = z.infer<typeof setupHealth>;
