import { type IdKind, idPrefixes } from "@velodrome/contract";
import { v7 } from "uuid";
import { base32ToUuid, uuidToBase32 } from "./base32.ts";

/** A new row's id: a UUIDv7, greater than every one this process made before. */
export const newId = (): string => v7();

/** A row's id as the outside sees it, e.g. `toWire("run", "0192…")` is `run_01jd…`. */
export const toWire = (kind: IdKind, uuid: string): string => `${idPrefixes[kind]}_${uuidToBase32(uuid)}`;

/** The row's id behind one of the outside's, or null when the text is no id of that kind. */
export function fromWire(kind: IdKind, text: string): string | null {
  const prefix = idPrefixes[kind];
  if (!text.startsWith(prefix) || text[prefix.length] !== "_") return null;
  return base32ToUuid(text.slice(prefix.length + 1));
}
