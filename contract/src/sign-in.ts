import { z } from "zod";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";

/** How far a person's way through our connect page and the application's dialog has come. */
export const signInStatuses = ["waiting", "started", "choosing", "connected", "failed", "expired"] as const;
export type SignInStatus = (typeof signInStatuses)[number];

/** The last way through, as whoever opened it learns of it. */
export const signInState = z.object({
  status: z.enum(signInStatuses),
  /** Why it failed: stable code and what to do next. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Connections that it authenticated. */
  connections: z.array(idOf("connection")),
  startedAt: moment,
});
export type SignInState = z.infer<typeof signInState>;

const returnUrl = z.url({ protocol: /^https?$/ }).max(2000);

export const authorizeRequest = z.strictObject({ returnUrl: returnUrl.optional() });
export type AuthorizeRequest = z.infer<typeof authorizeRequest>;

/** Our own page; it leads to the application and back. Single use, 10 minutes. */
export const authorization = z.object({ authorizationUrl: z.string(), expiresAt: moment });
export type Authorization = z.infer<typeof authorization>;

export const setupLinkRequest = z.strictObject({
  /** Seconds; a day unless told. */
  expiresIn: z
    .number()
    .int()
    .min(60)
    .max(30 * 86_400)
    .default(86_400),
  returnUrl: returnUrl.optional(),
});
export type SetupLinkRequest = z.infer<typeof setupLinkRequest>;

/** For an account's person, who needs no access to the console. Single use. */
export const setupLink = z.object({ url: z.string(), expiresAt: moment });
export type SetupLink = z.infer<typeof setupLink>;
