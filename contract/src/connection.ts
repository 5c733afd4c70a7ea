import { z } from "zod";
import { idOf } from "./id.ts";
import { finding } from "./finding.ts";
import { moment } from "./list.ts";
import { clientId, clientSecret, configId } from "./setup.ts";
import { signInState } from "./sign-in.ts";

export const connectionStatuses = [
  "new",
  "page_required",
  "authenticated",
  "needs_reauthentication",
  "disabled",
] as const;
export type ConnectionStatus = (typeof connectionStatuses)[number];

/** A connector installed and authenticated in one account: one Facebook Page. */
export const connection = z.object({
  id: idOf("connection"),
  account: idOf("account"),
  connector: z.string(),
  setup: idOf("setup").nullable(),
  name: z.string(),
  status: z.enum(connectionStatuses),
  /** The Page: its id at Facebook and, once known, its name. */
  page: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  hasVerifyToken: z.boolean(),
  /** Which of the connector's kinds of authentication it uses; null before it is authenticated. */
  auth: z.string().nullable(),
  /** The connector's own properties, without secrets. */
  properties: z.record(z.string(), z.unknown()),
  /** Why it has its status, where that needs saying: a code and what to do. */
  reason: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Who signed in; null with a token from elsewhere. */
  signedInBy: z.string().nullable(),
  /** The last way through the connect page; null before the first. */
  signIn: signInState.nullable(),
  /** Where a person writes to it. */
  contactUrl: z.string().nullable(),
  /** Whether its Setup is the sandbox's. */
  sandbox: z.boolean(),
  createdAt: moment,
  updatedAt: moment,
});
export type Connection = z.infer<typeof connection>;

/**
 * `verifyToken` overrides the Setup's. What a Setup `asks` is the application that the connection brings; all these are
 * taken, never answered. The others are the connector's own and checked against its shape.
 */
const properties = z.looseObject({
  verifyToken: z.string().trim().min(1).max(500).optional(),
  clientId: clientId.optional(),
  clientSecret: clientSecret.optional(),
  configId: configId.optional(),
});
const name = z.string().trim().min(1).max(200);

export const connectionCreate = z.strictObject({
  connector: z.string().min(1),
  setup: idOf("setup").optional(),
  name,
  properties: properties.optional(),
});
export type ConnectionCreate = z.infer<typeof connectionCreate>;

export const connectionPatch = z.strictObject({
  name: name.optional(),
  properties: z.looseObject({ verifyToken: z.string().trim().min(1).max(500).nullable().optional() }).optional(),
  disabled: z.boolean().optional(),
});
export type ConnectionPatch = z.infer<typeof connectionPatch>;

const pageId = z
  .string()
  .trim()
  .regex(/^\d{1,32}$/, "a Page id has only digits");

/** Headless authentication by one who already holds a Page token. */
const pageCredentials = z.strictObject({ pageId, pageAccessToken: z.string().trim().min(1).max(2000) });

/** Of a connector with other kinds of authentication: what its fields ask for. */
const enteredCredentials = z.strictObject({
  auth: z.enum(["api-key", "bearer", "basic", "none"]),
  values: z.record(z.string(), z.string().max(5000)).default({}),
});

export const credentialsPut = z.union([pageCredentials, enteredCredentials]);
export type CredentialsPut = z.infer<typeof credentialsPut>;

/** After a sign-in: which Page this connection is, and further ones, each a connection of its own. */
export const pagePut = z.strictObject({ pageId, alsoPageIds: z.array(pageId).max(500).optional() });
export type PagePut = z.infer<typeof pagePut>;

/** Answer of `…/health`: worst first. */
export const connectionHealth = z.object({
  findings: z.array(finding),
  checkedAt: moment,
  lastEventAt: moment.nullable(),
  lastSend: z.object({ at: moment, error: z.object({ code: z.string(), message: z.string() }).nullable() }).nullable(),
  /** Cycles that use it, by name: asked before it is de-authenticated. */
  cycles: z.array(z.object({ id: idOf("cycle"), name: z.string(), status: z.string() })),
});
export type ConnectionHealth = z.infer<typeof connectionHealth>;

/** The same of one among many: as far as it is known, without asking the application. */
export const knownHealth = connectionHealth.extend({ connection: idOf("connection") });
export type KnownHealth = z.infer<typeof knownHealth>;
