import { randomFillSync } from "node:crypto";
import { type IdKind, idPrefixes } from "@velodrome/contract";
import { v7 } from "uuid";
import { base32ToUuid, uuidToBase32 } from "./base32.ts";
import { uuidOf } from "./uuid-text.ts";

/** Random bytes for so many ids are drawn at once: asking for 16 at a time costs ten times as much as making the id. */
const idsPerDraw = 512;
const bytesPerId = 16;
const drawn = Buffer.alloc(idsPerDraw * bytesPerId);
let used = idsPerDraw;
/** The bytes of the id that is being made. */
const bytes = Buffer.alloc(bytesPerId);
let lastMs = 0;
let sequence = 0;

/** A new row's id: a UUIDv7, greater than every one this process made before. */
export function newId(): string {
  if (used === idsPerDraw) {
    randomFillSync(drawn);
    used = 0;
  }
  drawn.copy(bytes, 0, used * bytesPerId);
  used += 1;
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // The upper half is left for those of the same millisecond.
    sequence = bytes.readUInt32BE(0) >>> 1;
  } else {
    sequence += 1;
  }
  v7({ random: bytes, msecs: lastMs, seq: sequence }, bytes);
  return uuidOf(bytes);
}

/** The least id of a millisecond, as `uuid_at` has it in the database. */
export function firstIdAt(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** An id of the same millisecond as another: what belongs to a row lies where the row lies. */
export function newIdBeside(id: string): string {
  const own = newId();
  return id.slice(0, 14) + own.slice(14);
}

/** When an id was made, in ms. */
export const momentOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** The smallest id of the millisecond of another, or of so many ms later: where to begin to look for what belongs to it. */
export const floorOf = (id: string, laterMs = 0): string => firstIdAt(momentOf(id) + laterMs);

/** A row's id as the outside sees it, e.g. `toWire("run", "0192…")` is `run_01jd…`. */
export const toWire = (kind: IdKind, uuid: string): string => `${idPrefixes[kind]}_${uuidToBase32(uuid)}`;

/** The row's id behind one of the outside's, or null when the text is no id of that kind. */
export function fromWire(kind: IdKind, text: string): string | null {
  const prefix = idPrefixes[kind];
  if (!text.startsWith(prefix) || text[prefix.length] !== "_") return null;
  return base32ToUuid(text.slice(prefix.length + 1));
}

/** The rows' ids of a filter that names some, and nothing of one that names none. */
export const idsIn = (kind: IdKind, ids: readonly string[] | undefined): { ids?: string[] } =>
  ids === undefined ? {} : { ids: ids.map((id) => fromWire(kind, id)).filter((id) => id !== null) };
