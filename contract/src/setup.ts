import { z } from "zod";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";

const name = z.string().trim().min(1).max(200);
const url = z.url({ protocol: /^https?$/ }).max(2000);
const graphVersion = z.string().regex(/^v\d{1,3}\.\d$/, "write a version like v25.0");
const verifyToken = z.string().trim().min(1).max(500);

/** The partner's values for a connector: one Setup is one Meta app. Secrets are taken, never answered. */
export const setup = z.object({
  id: idOf("setup"),
  connector: z.string(),
  name: z.string(),
  clientId: z.string(),
  hasClientSecret: z.boolean(),
  hasVerifyToken: z.boolean(),
  configId: z.string().nullable(),
  scopes: z.array(z.string()),
  graphUrl: z.string().nullable(),
  dialogUrl: z.string().nullable(),
  graphVersion: z.string(),
  live: z.boolean(),
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
  clientId: z.string().trim().min(1).max(200),
  clientSecret: z.string().trim().min(1).max(500),
  configId: z.string().trim().min(1).max(200).optional(),
  verifyToken: verifyToken.optional(),
  scopes: z.array(z.string().trim().min(1)).max(100).optional(),
  graphUrl: url.optional(),
  dialogUrl: url.optional(),
  graphVersion: graphVersion.optional(),
  live: z.boolean().optional(),
});
export type SetupCreate = z.infer<typeof setupCreate>;

export const setupPatch = setupCreate
  .omit({ configId: true, verifyToken: true, graphUrl: true, dialogUrl: true })
  .partial()
  .extend({
    configId: z.string().trim().min(1).max(200).nullable().optional(),
    verifyToken: verifyToken.nullable().optional(),
    graphUrl: url.nullable().optional(),
    dialogUrl: url.nullable().optional(),
  });
export type SetupPatch = z.infer<typeof setupPatch>;

/** Why a request to a webhook address was turned away. */
export const rejectionReasons = ["wrong_signature", "no_signature", "wrong_verify_token", "wrong_mode"] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

export const setupHealth = z.object({
  rejections: z.array(z.object({ reason: z.enum(rejectionReasons), count: z.number().int(), lastAt: moment })),
  /** When Facebook last verified the callback URL; null before the first time. */
  verifiedAt: moment.nullable(),
  lastEventAt: moment.nullable(),
  /** Events dropped because they had arrived before. */
  duplicates: z.number().int(),
});
export type SetupHealth = z.infer<typeof setupHealth>;
