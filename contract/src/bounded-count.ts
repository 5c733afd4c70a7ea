import { z } from "zod";

/** How many there are; `more`: at least so many, they were not counted further. */
export const boundedCount = z.object({ count: z.number().int(), more: z.boolean() });
export type BoundedCount = z.infer<typeof boundedCount>;
