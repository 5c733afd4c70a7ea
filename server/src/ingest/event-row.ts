import type { IncomingItem } from "@velodrome/kit";
import type { EarlyRun } from "../run/first-write.ts";
import { bucketOf, digestOf } from "./digest.ts";
import { excerptOf, storable } from "../base/storable-text.ts";

/** One event on its way into the database. Texts are storable: PostgreSQL takes no NUL and no lone surrogate in them. */
export interface EventRow {
  id: string;
  setupId: string;
  connector: string;
  bucket: string;
  digest: Buffer;
  kind: string;
  channel: string;
  externalId: string | null;
  person: string | null;
  lane: string;
  reference: string | null;
  correlation: string | null;
  excerpt: string | null;
  occurredAt: Date | null;
  /** JSON text, written to a `json` column, which takes what `jsonb` refuses. */
  item: string;
  raw: Buffer | null;
  /** Trigger methods, comma separated. */
  triggers: string;
  /** What has begun for it already; null where nothing has. */
  early: EarlyRun | null;
  /** It is being written: nothing begins for it any more. */
  isTaken: boolean;
}

/** Longest id or name kept of foreign texts that stand in an index, in characters. */
const nameLength = 250;

const name = (text: string | null): string | null => (text === null ? null : storable(text, nameLength));

/** Largest moment that both JavaScript and PostgreSQL write down, year 9999. */
const latest = 253_402_300_799_999;

export function toEventRow(
  item: IncomingItem,
  place: { id: string; setupId: string; connector: string; now: number },
): EventRow {
  const { occurredAt } = item;
  return {
    id: place.id,
    setupId: place.setupId,
    connector: place.connector,
    bucket: bucketOf(occurredAt, place.now),
    digest: digestOf(item),
    kind: item.kind,
    channel: item.channel,
    externalId: name(item.externalId),
    person: name(item.person),
    lane: storable(item.lane, nameLength),
    reference: name(item.reference),
    correlation: name(item.correlation),
    excerpt: item.text === null ? null : excerptOf(item.text),
    occurredAt: occurredAt !== null && occurredAt >= 0 && occurredAt <= latest ? new Date(occurredAt) : null,
    item: item.item,
    raw: item.raw ?? null,
    triggers: item.triggers.join(","),
    early: null,
    isTaken: false,
  };
}

/** The same event as bytes: what is left to do with one that the database refuses as it is. */
export function asBytes(row: EventRow): EventRow {
  const raw = row.raw ?? Buffer.from(row.item);
  return {
    ...row,
    kind: "unknown",
    person: null,
    reference: null,
    correlation: null,
    excerpt: null,
    occurredAt: null,
    item: "null",
    raw,
    triggers: "",
    early: null,
  };
}
