import type { KeptItem, Receipt } from "@velodrome/kit";
import { asFields, asId, asMoment } from "./field.ts";

const states = { delivery: "delivered", read: "seen" } as const;

/**
 * Meta tells by watermark that all messages before a moment were delivered or seen; `mids` of a delivery may be left
 * out, and a read has none.
 */
export function receiptOf({ kind, item }: KeptItem): Receipt | null {
  if (kind !== "delivery" && kind !== "read") return null;
  const said = asFields(asFields(item)?.[kind]);
  if (said === null) return null;
  const mids = (Array.isArray(said.mids) ? said.mids : [said.mid]).map(asId).filter((mid) => mid !== null);
  return { state: states[kind], mids, until: asMoment(said.watermark) };
}
