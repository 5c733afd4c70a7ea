import { z } from "zod";

/** A choice for a field; what stands beside value and label depends on the lookup. */
export const choice = z.object({
  value: z.string(),
  label: z.string(),
  picture: z.string().nullable().optional(),
  /** Of a Page: the connection of this account that has it already. */
  connection: z.string().nullable().optional(),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })).optional(),
});
export type Choice = z.infer<typeof choice>;

export const lookupQuery = z.object({
  search: z.string().max(200).default(""),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});
export type LookupQuery = z.infer<typeof lookupQuery>;
