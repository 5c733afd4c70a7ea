import { CompiledQuery } from "kysely";
import type { QueryResultRow } from "pg";
import type { AccountScope } from "./database.ts";

/** What takes a statement: a pool, or one transaction. */
export interface Queryable {
  query<Row extends QueryResultRow>(statement: {
    name?: string;
    text: string;
    values: unknown[];
  }): Promise<{ rows: Row[] }>;
}

/** A transaction as something that takes statements written for a pool. */
export const inTransaction = (scope: AccountScope): Queryable => ({
  query: <Row extends QueryResultRow>({ text, values }: { text: string; values: unknown[] }) =>
    scope.executeQuery(CompiledQuery.raw(text, values)) as Promise<{ rows: Row[] }>,
});
