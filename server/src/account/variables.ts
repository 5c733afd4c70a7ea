import type { AccountVariable, AccountVariablePut, ListQuery } from "@velodrome/contract";
import { variableName } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { Database } from "../db/database.ts";
import { type Topic, variablesTopic } from "../db/signal.ts";
import {
  deleteVariableRow,
  listVariableRows,
  readVariableRow,
  type VariableRow,
  writeVariableRow,
} from "./variable-store.ts";

export interface VariableDeps {
  database: Database;
  /** Workers keep what they have read. */
  touch(topics: readonly Topic[]): void;
}

/** Of one account: all of them are read for a run that looks at any. */
const variablesAtMost = 200;
/** Letters of a value as JSON. */
const lettersAtMost = 65_536;

const toAnswer = ({ updatedAt, ...row }: VariableRow): AccountVariable => ({
  ...row,
  updatedAt: updatedAt.toISOString(),
});

export async function listVariables(
  deps: VariableDeps,
  accountId: string,
  query: ListQuery,
): Promise<ListPage<AccountVariable>> {
  const after = readCursor(query.cursor, (key) => variableName.safeParse(key).success);
  const page = { after, limit: query.limit + 1 };
  const rows = await deps.database.withAccount(accountId, (scope) => listVariableRows(scope, accountId, page));
  const { items, nextCursor } = pageOf(rows, query.limit, ({ name }) => name);
  return { items: items.map(toAnswer), nextCursor };
}

/** @throws AppError variable_not_found */
export async function readVariable(deps: VariableDeps, accountId: string, name: string): Promise<AccountVariable> {
  const row = await deps.database.withAccount(accountId, (scope) => readVariableRow(scope, accountId, name));
  return row === null ? missing(name) : toAnswer(row);
}

/** Runs take it from their next stretch on, also those that are under way. */
export async function putVariable(
  deps: VariableDeps,
  place: { accountId: string; name: string },
  put: AccountVariablePut,
): Promise<AccountVariable> {
  if (JSON.stringify(put.value).length > lettersAtMost) {
    throw new AppError("invalid_request", {
      message: `The value of a variable has at most ${lettersAtMost / 1024} KiB as JSON. Keep less of it here.`,
    });
  }
  const row = await deps.database.withAccount(place.accountId, (scope) =>
    writeVariableRow(scope, place, put, variablesAtMost),
  );
  if (row === null) {
    throw new AppError("invalid_request", {
      message: `An account has at most ${variablesAtMost} variables. Delete one, or put several values into one.`,
    });
  }
  deps.touch([variablesTopic(place.accountId)]);
  return toAnswer(row);
}

/** @throws AppError variable_not_found */
export async function deleteVariable(deps: VariableDeps, accountId: string, name: string): Promise<void> {
  if (!(await deps.database.withAccount(accountId, (scope) => deleteVariableRow(scope, accountId, name))))
    missing(name);
  deps.touch([variablesTopic(accountId)]);
}

function missing(name: string): never {
  throw new AppError("variable_not_found", { message: `This account has no variable "${name}".` });
}
