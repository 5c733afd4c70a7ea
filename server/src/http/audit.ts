import { auditEntry, listOf, listQuery } from "@velodrome/contract";
import { type AuditDeps, listAudit } from "../account/audit.ts";
import type { Api } from "./api.ts";

export function registerAudit(api: Api, deps: Pick<AuditDeps, "database">): void {
  api.get(
    "/v1/audit",
    {
      schema: {
        tags: ["Installation"],
        summary: "List who did what that cannot be seen from the thing itself",
        querystring: listQuery,
        response: { 200: listOf(auditEntry) },
      },
    },
    (request) => listAudit(deps, request.query),
  );
}
