import { z } from "zod";
import { ApiError } from "../../lib/api-error.ts";

const inBin = z.object({ name: z.string(), deletedAt: z.iso.datetime() });

/** Whether the server said no because the cycle lies in the recycle bin. */
export const isDeletedCycle = (error: unknown): boolean =>
  error instanceof ApiError && error.code === "cycle_not_found" && inBin.safeParse(error.details).success;
