import { z } from "zod";
import { type IdKind, idOf } from "./id.ts";

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

/** So many things can be named at once. */
export const idsAtMost = 200;

/** Only these, by their ids with commas between: at most `idsAtMost` of them. */
export const idsOf = (kind: IdKind) =>
  z
    .string()
    .transform((ids) => ids.split(","))
    .pipe(z.array(idOf(kind)).min(1).max(idsAtMost));
