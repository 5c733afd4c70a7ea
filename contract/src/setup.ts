import { z } from "zod";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";

const name = z.string().trim().min(1).max(200);
const url = z.url({ protocol: /^https?$/ }).max(2000);
const graphVersion = z.string().regex(/^v\d{1,3}\.\d$/, "write a version like v25.0");
/** `facebook-login` asks for scopes; `login-for-business` for a configuration that stands for them. */
export const loginKinds = ["facebook-login", "login-for-business"] as const;
export type LoginKind = (typeof loginKinds)[number];

/** Whether two accounts may connect the same Page: `each` gives every event to both. */
export const sharedPageRules = ["refuse", "each"] as const;
export type SharedPageRule = (typeof sharedPageRules)[number];

/** Rows of the checklist that only a person can tick: what Meta does not let us see. */
export const personTicks = ["app-live", "permissions", "privacy-urls"] as const;
export type PersonTick = (typeof personTicks)[number];

export const clientId = z.string().trim().min(1, "enter the Client ID of your app").max(200);
export const clientSecret = z.string().trim().min(1).max(500);
export const configId = z.string().trim().min(1).max(200);
const verifyToken = z.string().trim().min(1).max(500);

/** What of an application is asked for in each connection when its Setup leaves it empty. */
export const ownAppFields = ["clientId", "clientSecret", "configId"] as const;
export type OwnAppField = (typeof ownAppFields)[number];

/** The partner's values for a connector: one Setup is one Meta app. Secrets are taken, never answered. */
export const setup = z.object({
  id: idOf("setup"),
  connector: z.string(),
  name: z.string(),
  /** Null: left empty. */
  clientId: z.string().nullable(),
  hasClientSecret: z.boolean(),
  /** Whether a former Client Secret is still good beside the newest. */
  hasFormerSecret: z.boolean(),
  hasVerifyToken: z.boolean(),
  /**
   * Left empty here, so that each connection is asked for it and brings an application of its own. Empty with a Setup
   * that is an application itself.
   */
  asks: z.array(z.enum(ownAppFields)),
  /** Of an application that connections brought: the Setup that asked for it. Its values, except the application's own, are that one's. */
  base: idOf("setup").nullable(),
  configId: z.string().nullable(),
  scopes: z.array(z.string()),
  graphUrl: z.string().nullable(),
  dialogUrl: z.string().nullable(),
  graphVersion: z.string(),
  loginKind: z.enum(loginKinds),
  /** Login for Business: whether the configuration gives a system user's token. */
  systemUser: z.boolean(),
  sharedPages: z.enum(sharedPageRules),
  /** What a connection gets when it names no Setup. */
  isDefault: z.boolean(),
  live: z.boolean(),
  /** What people see at sign-in; null until Facebook has told it. */
  appName: z.string().nullable(),
  /** When Client ID and Secret were last found right; null: not checked yet. */
  checkedAt: moment.nullable(),
  ticks: z.partialRecord(z.enum(personTicks), moment),
  /** Connections that use it, with those of applications brought under it. */
  connections: z.number().int(),
  /** What is pasted at Meta. */
  webhookUrl: z.string(),
  redirectUri: z.string(),
  deauthorizeUrl: z.string(),
  dataDeletionUrl: z.string(),
  createdAt: moment,
});
export type Setup = z.infer<typeof setup>;

export const setupCreate = z.strictObject({
  name,
  /** Null: left empty, and asked for in each connection. */
  clientId: clientId.nullable(),
  /** Beside a new one the former stays good, until the next change or `retireFormerSecret`. Null: asked for in each connection. */
  clientSecret: clientSecret.nullable(),
  configId: configId.optional(),
  verifyToken: verifyToken.optional(),
  scopes: z.array(z.string().trim().min(1)).max(100).optional(),
  graphUrl: url.optional(),
  dialogUrl: url.optional(),
  graphVersion: graphVersion.optional(),
  loginKind: z.enum(loginKinds).optional(),
  systemUser: z.boolean().optional(),
  sharedPages: z.enum(sharedPageRules).optional(),
  isDefault: z.literal(true).optional(),
  live: z.boolean().optional(),
});
export type SetupCreate = z.infer<typeof setupCreate>;

export const setupPatch = setupCreate
  .omit({ configId: true, verifyToken: true, graphUrl: true, dialogUrl: true })
  .partial()
  .extend({
    configId: configId.nullable().optional(),
    verifyToken: verifyToken.nullable().optional(),
    graphUrl: url.nullable().optional(),
    dialogUrl: url.nullable().optional(),
    /** Ends the time in which the former Client Secret is good as well. */
    retireFormerSecret: z.literal(true).optional(),
    ticks: z.partialRecord(z.enum(personTicks), z.boolean()).optional(),
  });
export type SetupPatch = z.infer<typeof setupPatch>;
