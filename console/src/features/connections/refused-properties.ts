import { z } from "zod";
import { ApiError } from "../../lib/api-error.ts";
import { serverWords } from "../../lib/server-words.ts";

const details = z.object({ problems: z.array(z.object({ path: z.string(), message: z.string() })) });

/** What the server has against single properties, to be said at their fields. */
export function refusedProperties(error: unknown): Record<string, string> {
  const found = error instanceof ApiError ? details.safeParse(error.details).data : undefined;
  const of = (path: string) => /^properties\.(.+)$/.exec(path)?.[1];
  return Object.fromEntries(
    (found?.problems ?? []).flatMap(({ path, message }) => {
      const field = of(path);
      return field === undefined ? [] : [[field, serverWords(message)]];
    }),
  );
}
