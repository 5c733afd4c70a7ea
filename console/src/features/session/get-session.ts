import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { request } from "../../lib/request.ts";

/** Who is signed in, as the sign-in library says it; null when nobody is. */
const session = z.object({ user: z.object({ name: z.string(), email: z.string() }) }).nullable();

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => request(session, "/api/auth/get-session", { signal }),
  staleTime: 60_000,
});
