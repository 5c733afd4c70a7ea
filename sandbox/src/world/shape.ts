import { z } from "zod";
import { codeSchema, grantSchema, issuedTokenSchema, throughs, tokenDeaths } from "./credential-shape.ts";

const callbackStates = ["verifying", "verified", "failed"] as const;

const callbackSchema = z.object({
  url: z.string(),
  verifyToken: z.string(),
  state: z.enum(callbackStates),
  /** Why the last handshake failed, in words for the dashboard. */
  reason: z.string().nullable(),
});

export const configurationSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Whose token a login with it yields. */
  through: z.enum(throughs),
  permissions: z.array(z.string()),
  /** Of a system user's token. A person's token has its usual life. */
  expires: z.enum(["never", "60-days"]),
});

export const callbackKinds = ["deauthorize", "data-deletion"] as const;

/** One signed_request the app was sent, and what it answered. */
const pingSchema = z.object({
  kind: z.enum(callbackKinds),
  at: z.number(),
  url: z.string(),
  /** The payload that was signed. */
  payload: z.record(z.string(), z.unknown()),
  status: z.number().nullable(),
  answer: z.string(),
  error: z.string().nullable(),
});

// What has a default came later than the first state files: those still load.
export const appSchema = z.object({
  id: z.string(),
  secret: z.string(),
  name: z.string(),
  callback: callbackSchema.nullable(),
  /** Fields of the app-level subscription (object `page`). */
  fields: z.array(z.string()),
  mode: z.enum(["development", "live"]).default("live"),
  /** Which product signs people in: Facebook Login, or Facebook Login for Business. */
  login: z.enum(["classic", "business"]).default("classic"),
  redirectUris: z.array(z.string()).default([]),
  configurations: z.array(configurationSchema).default([]),
  deauthorizeUrl: z.string().nullable().default(null),
  dataDeletionUrl: z.string().nullable().default(null),
  /** "Require App Secret": every call needs its `appsecret_proof`. */
  requireProof: z.boolean().default(false),
  pings: z.array(pingSchema).default([]),
});

export const pageSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** A token that was there from the beginning, given by nobody; null = only people give this Page's tokens. */
  accessToken: z.string().nullable(),
  /** The app that token was issued to. */
  tokenAppId: z.string().nullable(),
  tokenDeath: z.enum(tokenDeaths).nullable().default(null),
  apps: z.array(z.object({ id: z.string(), fields: z.array(z.string()) })),
});

export const personSchema = z.object({
  /** The id Pages know them by (PSID). Apps they sign in to know another: `appScopedId`. */
  id: z.string(),
  name: z.string(),
  /** The Pages they have a role on. */
  pages: z.array(z.object({ id: z.string(), tasks: z.array(z.string()) })).default([]),
  /** The apps they are developer or tester of. */
  roles: z.array(z.string()).default([]),
  /** `/me/accounts` lists none of their Pages, as it happens with Pages that a business owns. */
  accountsEmpty: z.boolean().default(false),
});

export const messageSchema = z.object({
  mid: z.string(),
  pageId: z.string(),
  psid: z.string(),
  from: z.enum(["person", "page"]),
  kind: z.enum(["message", "postback"]),
  at: z.number(),
  /** The `message` or `postback` object as it was sent, untouched. */
  content: z.record(z.string(), z.unknown()),
  state: z.enum(["sent", "delivered", "seen"]),
});

export const threadSchema = z.object({
  pageId: z.string(),
  psid: z.string(),
  /** When the person last did something that opens the 24 h window. */
  personActedAt: z.number().nullable(),
  messages: z.array(messageSchema),
});

export const attemptSchema = z.object({
  at: z.number(),
  ms: z.number(),
  status: z.number().nullable(),
  answer: z.string(),
  error: z.string().nullable(),
  signature: z.string(),
});

export const deliverySchema = z.object({
  id: z.string(),
  appId: z.string(),
  pageId: z.string(),
  psid: z.string(),
  mid: z.string().nullable(),
  field: z.string(),
  /** The exact text that is signed and sent (already escaped the way Meta does). */
  body: z.string(),
  createdAt: z.number(),
  state: z.enum(["pending", "answered", "dropped"]),
  failures: z.number(),
  firstTriedAt: z.number().nullable(),
  nextAt: z.number(),
  attempts: z.array(attemptSchema),
  note: z.string().nullable(),
});

export const callSchema = z.object({
  seq: z.number(),
  at: z.number(),
  ms: z.number(),
  method: z.string(),
  path: z.string(),
  params: z.unknown(),
  status: z.number().nullable(),
  response: z.unknown(),
  pageId: z.string().nullable(),
  psid: z.string().nullable(),
  mid: z.string().nullable(),
});

export const stateSchema = z.object({
  format: z.literal(1),
  apps: z.array(appSchema),
  pages: z.array(pageSchema),
  people: z.array(personSchema),
  threads: z.array(threadSchema),
  deliveries: z.array(deliverySchema),
  calls: z.array(callSchema),
  grants: z.array(grantSchema).default([]),
  codes: z.array(codeSchema).default([]),
  tokens: z.array(issuedTokenSchema).default([]),
  /** Whether the people with Pages were added: once, so that who was removed stays away. */
  cast: z.boolean().default(false),
});

export type App = z.infer<typeof appSchema>;
export type Configuration = z.infer<typeof configurationSchema>;
export type Ping = z.infer<typeof pingSchema>;
export type Page = z.infer<typeof pageSchema>;
export type Person = z.infer<typeof personSchema>;
export type Message = z.infer<typeof messageSchema>;
export type Thread = z.infer<typeof threadSchema>;
export type Attempt = z.infer<typeof attemptSchema>;
export type Delivery = z.infer<typeof deliverySchema>;
export type Call = z.infer<typeof callSchema>;
export type State = z.infer<typeof stateSchema>;
