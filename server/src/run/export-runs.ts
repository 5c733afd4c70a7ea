import type { Run, RunQuery } from "@velodrome/contract";
import { everyAccountId } from "../account/accounts.ts";
import { everyPage, type ExportColumn } from "../base/export-text.ts";
import type { Database } from "../db/database.ts";
import type { RunReader } from "./runs.ts";

const rowsAtOnce = 500;

/** Pages of runs that fit: of one account, or of all where it is null. */
export type RunExport = (
  accountId: string | null,
  query: Omit<RunQuery, "limit" | "cursor">,
) => AsyncGenerator<readonly Run[]>;

export const runColumns: readonly ExportColumn[] = [
  ...["id", "account", "cycle", "cycleName", "version", "status", "origin", "trigger", "page", "person", "text"],
  ...["event", "retryOf", "createdAt", "startedAt", "finishedAt"],
]
  .map((key) => ({ header: key, key }))
  .concat([
    { header: "errorCode", key: "error.code" },
    { header: "errorStep", key: "error.step" },
    { header: "errorMessage", key: "error.message" },
  ]);

export const createRunExport = (deps: { database: Database; runs: Pick<RunReader, "list"> }): RunExport =>
  async function* (accountId, query) {
    const accounts = accountId === null ? everyAccountId(deps.database) : [accountId];
    for await (const id of accounts) {
      yield* everyPage((cursor) => deps.runs.list(id, { ...query, limit: rowsAtOnce, cursor }));
    }
  };
