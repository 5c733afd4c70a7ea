import { z } from "zod";

/** Who is calling, as `GET /v1/me` answers it. */
export const caller = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person"), name: z.string(), email: z.string() }),
  z.object({ kind: z.literal("api-key"), name: z.string() }),
  z.object({ kind: z.literal("client"), name: z.string() }),
]);
export type Caller = z.infer<typeof caller>;

/** What the page behind the first sign-in link sends: the link's token and the administrator to make. */
export const firstSignIn = z.strictObject({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(200),
  email: z.email().max(320),
  password: z.string().min(8, "a password has at least 8 characters").max(128, "a password has at most 128 characters"),
});
export type FirstSignIn = z.infer<typeof firstSignIn>;
