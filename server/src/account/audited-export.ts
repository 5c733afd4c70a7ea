import type { Caller } from "@velodrome/contract";
import { actorOf, type AuditDeps, recordAudit } from "./audit.ts";

export interface ExportSaid {
  what: "runs" | "events";
  /** Null: of all accounts. */
  accountId: string | null;
  query: Readonly<Record<string, unknown>>;
}

/** Keeps who took data out of the house, in which form and by which filters: their names only, for they may name a person. */
export async function recordExport(deps: AuditDeps, caller: Caller, { what, accountId, query }: ExportSaid) {
  const { format, ...filters } = query;
  const narrowed = Object.keys(filters).filter((name) => filters[name] !== undefined);
  const details = { format, filters: narrowed, from: filters["from"] ?? null, to: filters["to"] ?? null };
  await recordAudit(deps, { actor: actorOf(caller), act: `${what}.exported`, accountId, details });
}
