import { z } from "zod";

/** Envelope of every list, newest first. `nextCursor` is null on the last page. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Query of every list: `limit` 1–200 (default 50) and the `nextCursor` of the page before. */
export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export type ListQuery = z.infer<typeof listQuery>;

/** A moment, ISO 8601 in UTC. */
export const moment = z.iso.datetime();
