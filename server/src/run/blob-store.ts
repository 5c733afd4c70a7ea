import type { AccountScope } from "../db/database.ts";

export const payloadColumns = ["input", "output", "request", "response"] as const;

/** SQL for the blob that a payload column refers to instead of holding a payload; null when it holds one. See `payload.ts`. */
export const blobOf = (column: string): string =>
  `substring(left(${column}::text, 100) FROM '^\\{"\\$blob":"([0-9a-f-]{36})","bytes":[0-9]+\\}$')::uuid`;

/** Large payloads as they lie there, by id. */
export async function readBlobs(
  scope: AccountScope,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, Buffer>> {
  const rows = await scope
    .selectFrom("blob")
    .select(["id", "bytes"])
    .where("account_id", "=", accountId)
    .where("id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.bytes]));
}
