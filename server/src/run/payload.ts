import { promisify } from "node:util";
import { constants, gunzip, gzip } from "node:zlib";
import { newIdBeside } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";
import { payloadColumns, readBlobs } from "./blob-store.ts";
import { maskValues } from "./sealed-values.ts";

/** Characters of JSON that stand in a row of `step_run`; what is longer lies compressed in `blob`, so that lists stay quick. */
export const inlineLength = 256 * 1024;

/** What a row holds instead: the blob's id and the size of its JSON in bytes. */
export interface Reference {
  $blob: string;
  bytes: number;
}

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** The blob lies in the same day as the row that it belongs to, so that both are dropped together. */
export const referTo = (text: string, rowId: string): Reference => ({
  $blob: newIdBeside(rowId),
  bytes: Buffer.byteLength(text),
});

/** In a thread of its own, as quickly as it goes: JSON shrinks to a tenth even so. */
export const shelve = (text: string): Promise<Buffer> => compress(text, { level: constants.Z_BEST_SPEED });

/** No JSON begins so. Releases before this one shelved without compressing. */
const isCompressed = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What was shelved; null when it is gone. */
export async function unshelve(bytes: Buffer | undefined): Promise<unknown> {
  if (bytes === undefined) return null;
  const text = isCompressed(bytes) ? await decompress(bytes) : bytes;
  return JSON.parse(text.toString());
}

export const isReference = (value: unknown): value is Reference =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).length === 2 &&
  "$blob" in value &&
  typeof value.$blob === "string" &&
  "bytes" in value;

type Payloads = Record<(typeof payloadColumns)[number], unknown>;

/** What lies in `blob` put back, and what is masked replaced, for rows that are about to be shown. */
export async function showPayloads<Row extends Payloads>(
  scope: AccountScope,
  accountId: string,
  rows: readonly Row[],
): Promise<Row[]> {
  const opened = await openPayloads(scope, accountId, rows);
  return opened.map((row) => ({ ...row, input: maskValues(row.input), output: maskValues(row.output) }));
}

/** Puts back what lies in `blob`. */
export async function openPayloads<Row extends Payloads>(
  scope: AccountScope,
  accountId: string,
  rows: readonly Row[],
): Promise<Row[]> {
  const ids = rows
    .flatMap((row) => payloadColumns.map((name) => row[name]).filter(isReference))
    .map(({ $blob }) => $blob);
  if (ids.length === 0) return [...rows];
  const blobs = await readBlobs(scope, accountId, ids);
  const open = async (row: Row, name: keyof Payloads) => {
    const value = row[name];
    return [name, isReference(value) ? await unshelve(blobs.get(value.$blob)) : value] as const;
  };
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      ...Object.fromEntries(await Promise.all(payloadColumns.map((name) => open(row, name)))),
    })),
  );
}
