import { z } from "zod";

/** Who can mend what was found: the partner's people, the account's person, or only Meta (waiting helps). */
export const menders = ["partner", "account", "meta"] as const;
export type Mender = (typeof menders)[number];

/** What a button can do about it, each one call of ours. */
export const findingActs = [
  "check-setup",
  "register-webhook",
  "resubscribe",
  "resubscribe-all",
  "reauthenticate",
  "choose-page",
  "change-secret",
  "change-version",
  "open-checklist",
  "open-settings",
] as const;
export type FindingAct = (typeof findingActs)[number];

/** One thing that a check found: `code` is stable, `message` says what is so and what to do. */
export const finding = z.object({
  code: z.string(),
  severity: z.enum(["ok", "info", "warning", "error"]),
  message: z.string(),
  mender: z.enum(menders).nullable(),
  act: z.enum(findingActs).nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type Finding = z.infer<typeof finding>;
