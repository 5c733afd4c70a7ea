import type { AuditEntry, Caller, ListQuery } from "@velodrome/contract";
import type { Clock } from "../base/clock.ts";
import { newId, toWire } from "../base/id.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { Database } from "../db/database.ts";
import type { Queryable } from "../db/queryable.ts";
import { insertAudit, listAuditRows } from "./audit-store.ts";

export interface AuditDeps {
  database: Pick<Database, "pool">;
  clock: Clock;
}

/** What is worth proving later. */
export type AuditAct =
  | "account.deleted"
  | "account.erased"
  | "backlog.answered"
  | "backlog.decided"
  | "connection.deauthenticated"
  | "draft.tested"
  | "erasure.done"
  | "erasure.requested"
  | "events.exported"
  | "events.replayed"
  | "events.replay-requested"
  | "keys.rotated"
  | "privacy.request"
  | "runs.cancelled"
  | "runs.cancel-requested"
  | "runs.exported"
  | "runs.retried"
  | "runs.retry-requested"
  | "service-domain.changed"
  | "setup.secret-changed";

/** Who did it where nobody called: a callback, a chore, the command line. */
export const systemActor = "Velodrome";

export const actorOf = (caller: Caller): string => (caller.kind === "person" ? caller.email : caller.name);

/** `details` hold ids and counts, never a secret and of an erased person only the end of the id. */
export interface AuditedAct {
  actor: string;
  act: AuditAct;
  accountId: string | null;
  details: Record<string, unknown>;
}

export async function recordAudit(deps: AuditDeps, entry: AuditedAct): Promise<void> {
  await recordAuditIn(deps.database.pool, deps.clock, entry);
}

/** The same as part of a transaction. */
export async function recordAuditIn(into: Queryable, clock: Clock, entry: AuditedAct): Promise<void> {
  await insertAudit(into, { ...entry, id: newId(), at: new Date(clock.now()) });
}

export async function listAudit(deps: Pick<AuditDeps, "database">, query: ListQuery): Promise<ListPage<AuditEntry>> {
  const rows = await listAuditRows(deps.database, { before: readCursor(query.cursor), limit: query.limit + 1 });
  const page = pageOf(rows, query.limit, ({ id }) => id);
  return {
    ...page,
    items: page.items.map((row) => ({
      id: toWire("audit", row.id),
      at: row.at.toISOString(),
      actor: row.actor,
      act: row.act,
      account: row.accountId && toWire("account", row.accountId),
      details: row.details,
    })),
  };
}
