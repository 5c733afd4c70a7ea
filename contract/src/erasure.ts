import { z } from "zod";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";

/** Erasing somebody who wrote to a Page: everything of (Page, person) in events, runs and files. */
export const erasureCreate = z.strictObject({
  page: z.string().trim().min(1).max(200),
  person: z.string().trim().min(1).max(200),
});
export type ErasureCreate = z.infer<typeof erasureCreate>;

export const erasure = z.object({
  id: idOf("erasure"),
  account: idOf("account"),
  page: z.string(),
  /** Only the end of it is kept once the person is erased. */
  person: z.string(),
  status: z.enum(["waiting", "erasing", "done"]),
  events: z.number().int(),
  runs: z.number().int(),
  files: z.number().int(),
  /** Who asked. */
  requestedBy: z.string(),
  createdAt: moment,
  finishedAt: moment.nullable(),
});
export type Erasure = z.infer<typeof erasure>;

/** What somebody did, and to what: sign-ins apart, every act that cannot be seen from the thing itself. */
export const auditEntry = z.object({
  id: idOf("audit"),
  at: moment,
  actor: z.string(),
  act: z.string(),
  account: idOf("account").nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntry>;
