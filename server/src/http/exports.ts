import { Readable } from "node:stream";
import { eventExport, type ExportFormat, partnerEventExport, partnerRunExport, runExport } from "@velodrome/contract";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { AuditDeps } from "../account/audit.ts";
import { recordExport } from "../account/audited-export.ts";
import { toCsv, toJson, type ExportColumn } from "../base/export-text.ts";
import type { Database } from "../db/database.ts";
import { createEventExport, eventColumns } from "../ingest/export-events.ts";
import type { EventReader } from "../ingest/events.ts";
import { createRunExport, runColumns } from "../run/export-runs.ts";
import type { RunReader } from "../run/runs.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";

export interface ExportRoutesDeps extends AuditDeps {
  database: Database;
  runs: Pick<RunReader, "list">;
  events: Pick<EventReader, "list">;
  findAccount(ref: string): Promise<{ id: string }>;
}

const inAccount = z.object({ account: z.string() });
const produces = ["text/csv", "application/json"];
const ofRuns = { tags: ["Runs"], produces };
const ofEvents = { tags: ["Events"], produces };

/** Everything that fits the filters, streamed as fast as it is taken; of all accounts, one account after the other. */
export function registerExports(api: Api, deps: ExportRoutesDeps): void {
  const exportRuns = createRunExport(deps);
  const exportEvents = createEventExport(deps);
  const find = async (account: string | undefined) =>
    account === undefined ? null : (await deps.findAccount(account)).id;
  api.get(
    "/v1/runs/export",
    { schema: { ...ofRuns, summary: "Export the runs of all accounts", querystring: partnerRunExport } },
    async (request, reply) => {
      const { account, ...query } = request.query;
      const accountId = await find(account);
      await recordExport(deps, callerOf(request), { what: "runs", accountId, query });
      return send(reply, "runs", query.format, runColumns, exportRuns(accountId, query));
    },
  );
  api.get(
    "/v1/accounts/:account/runs/export",
    { schema: { ...ofRuns, summary: "Export an account's runs", params: inAccount, querystring: runExport } },
    async (request, reply) => {
      const { query } = request;
      const accountId = await find(request.params.account);
      await recordExport(deps, callerOf(request), { what: "runs", accountId, query });
      return send(reply, "runs", query.format, runColumns, exportRuns(accountId, query));
    },
  );
  api.get(
    "/v1/events/export",
    { schema: { ...ofEvents, summary: "Export the events of all accounts", querystring: partnerEventExport } },
    async (request, reply) => {
      const { account, ...query } = request.query;
      const accountId = await find(account);
      await recordExport(deps, callerOf(request), { what: "events", accountId, query });
      return send(reply, "events", query.format, eventColumns, exportEvents(accountId, query));
    },
  );
  api.get(
    "/v1/accounts/:account/events/export",
    { schema: { ...ofEvents, summary: "Export an account's events", params: inAccount, querystring: eventExport } },
    async (request, reply) => {
      const { query } = request;
      const accountId = await find(request.params.account);
      await recordExport(deps, callerOf(request), { what: "events", accountId, query });
      return send(reply, "events", query.format, eventColumns, exportEvents(accountId, query));
    },
  );
}

function send(
  reply: FastifyReply,
  name: string,
  format: ExportFormat,
  columns: readonly ExportColumn[],
  pages: AsyncIterable<readonly object[]>,
): FastifyReply {
  const type = format === "csv" ? "text/csv" : "application/json";
  return reply
    .type(`${type}; charset=utf-8`)
    .header("content-disposition", `attachment; filename="${name}.${format}"`)
    .header("cache-control", "no-store")
    .send(Readable.from(format === "csv" ? toCsv(columns, pages) : toJson(pages)));
}
