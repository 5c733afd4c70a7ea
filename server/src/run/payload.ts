import { newId } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";
import { readBlobs } from "./blob-store.ts";

/** Characters of JSON that stand in a row of `step_run`; what is longer lies in `blob`, so that lists stay quick. */
export const inlineLength = 256 * 1024;

/** What a row holds instead: the blob's id and its size in bytes. */
interface Reference {
  $blob: string;
  bytes: number;
}

export function shelve(text: string): { id: string; bytes: Buffer; reference: Reference } {
  const bytes = Buffer.from(text);
  const id = newId();
  return { id, bytes, reference: { $blob: id, bytes: bytes.length } };
}

export const isReference = (value: unknown): value is Reference =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).length === 2 &&
  "$blob" in value &&
  typeof value.$blob === "string" &&
  "bytes" in value;

const payloads = ["input", "output", "request", "response"] as const;
type Payloads = Record<(typeof payloads)[number], unknown>;

/** Puts back what lies in `blob`, for rows that are about to be shown. */
export async function openPayloads<Row extends Payloads>(
  scope: AccountScope,
  accountId: string,
  rows: readonly Row[],
): Promise<Row[]> {
  const ids = rows.flatMap((row) => payloads.map((name) => row[name]).filter(isReference)).map((value) => value.$blob);
  if (ids.length === 0) return [...rows];
  const blobs = await readBlobs(scope, accountId, ids);
  const open = (value: unknown) => (isReference(value) ? JSON.parse(blobs.get(value.$blob) ?? "null") : value);
  return rows.map((row) => ({ ...row, ...Object.fromEntries(payloads.map((name) => [name, open(row[name])])) }));
}
