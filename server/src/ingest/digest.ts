import { hash } from "node:crypto";
import type { IncomingItem } from "@velodrome/kit";

const dayMs = 86_400_000;
const earliest = Date.UTC(2004, 0, 1);

/** Keys sorted at every depth, so that the same content gives the same text whatever order it was sent in. @internal */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}

/**
 * SHA-256 that is the same whenever the same thing is sent again: Page, channel, kind and what identifies it in that kind,
 * or its whole content where nothing does. JSON keeps the parts apart whatever foreign text they hold.
 */
export function digestOf(item: IncomingItem): Buffer {
  const what = item.identity === null ? ["content", contentOf(item)] : ["identity", item.identity];
  return hash("sha256", JSON.stringify([item.externalId, item.channel, item.kind, ...what]), "buffer");
}

const contentOf = (item: IncomingItem): string =>
  item.raw ? item.raw.toString("base64") : canonicalJson(JSON.parse(item.item));

const names = new Map<number, string>();

/** Bucket of items without a believable time: no day's partition, so they lie in the default one, cleaned after 72 h. @internal */
export const noDay = "1970-01-01";

/**
 * Day of the item's own time, so that two deliveries of it meet in one partition of `event_key` whenever they arrive.
 * A time more than a week ahead is not believed: partitions reach no further.
 */
export function bucketOf(occurredAt: number | null, now: number): string {
  if (occurredAt === null || !(occurredAt >= earliest) || occurredAt > now + 7 * dayMs) return noDay;
  const day = Math.floor(occurredAt / dayMs);
  let name = names.get(day);
  if (name === undefined) {
    name = new Date(day * dayMs).toISOString().slice(0, 10);
    if (names.size > 1000) names.clear();
    names.set(day, name);
  }
  return name;
}
