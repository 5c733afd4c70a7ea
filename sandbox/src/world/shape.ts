import { z } from "zod";

const callbackStates = ["verifying", "verified", "failed"] as const;

const callbackSchema = z.object({
  url: z.string(),
  verifyToken: z.string(),
  state: z.enum(callbackStates),
  /** Why the last handshake failed, in words for the dashboard. */
  reason: z.string().nullable(),
});

export const appSchema = z.object({
  id: z.string(),
  secret: z.string(),
  name: z.string(),
  callback: callbackSchema.nullable(),
  /** Fields of the app-level subscription (object `page`). */
  fields: z.array(z.string()),
});

export const pageSchema = z.object({
  id: z.string(),
  name: z.string(),
  accessToken: z.string(),
  /** The app the Page token was issued to: its secret makes `appsecret_proof`, its id goes into echoes. */
  tokenAppId: z.string(),
  apps: z.array(z.object({ id: z.string(), fields: z.array(z.string()) })),
});

export const personSchema = z.object({ id: z.string(), name: z.string() });

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
});

export type App = z.infer<typeof appSchema>;
export type Page = z.infer<typeof pageSchema>;
export type Person = z.infer<typeof personSchema>;
export type Message = z.infer<typeof messageSchema>;
export type Thread = z.infer<typeof threadSchema>;
export type Attempt = z.infer<typeof attemptSchema>;
export type Delivery = z.infer<typeof deliverySchema>;
export type Call = z.infer<typeof callSchema>;
export type State = z.infer<typeof stateSchema>;
