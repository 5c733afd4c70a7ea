import { z } from "zod";

/** Whom a token speaks for: a person who signed in, or the system user their business gave the app. */
export const throughs = ["user", "system-user"] as const;

/** Why a token ended before its time, or at it. */
export const tokenDeaths = [
  "password-changed",
  "app-removed",
  "expired",
  "role-lost",
  "checkpointed",
  "logged-out",
] as const;

/** What a person allowed an app at their last login; it holds for tokens issued before, too. */
export const grantSchema = z.object({
  appId: z.string(),
  personId: z.string(),
  through: z.enum(throughs),
  granted: z.array(z.string()),
  declined: z.array(z.string()),
  /** `all`: also Pages that come later. */
  pageIds: z.union([z.array(z.string()), z.literal("all")]),
  at: z.number(),
});

export const codeSchema = z.object({
  value: z.string(),
  appId: z.string(),
  personId: z.string(),
  through: z.enum(throughs),
  redirectUri: z.string(),
  /** How long the token it is exchanged for will live; null = for ever. */
  tokenLifeMs: z.number().nullable(),
  issuedAt: z.number(),
  used: z.boolean(),
});

export const issuedTokenSchema = z.object({
  id: z.string(),
  value: z.string(),
  kind: z.enum(["user", "system-user", "page"]),
  through: z.enum(throughs),
  appId: z.string(),
  personId: z.string(),
  pageId: z.string().nullable(),
  issuedAt: z.number(),
  expiresAt: z.number().nullable(),
  death: z.enum(tokenDeaths).nullable(),
});

export type Through = (typeof throughs)[number];
export type TokenDeath = (typeof tokenDeaths)[number];
export type Grant = z.infer<typeof grantSchema>;
export type LoginCode = z.infer<typeof codeSchema>;
export type IssuedToken = z.infer<typeof issuedTokenSchema>;
