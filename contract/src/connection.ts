import { z } from "zod";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";

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
  createdAt: moment,
});
export type Connection = z.infer<typeof connection>;

const properties = z.strictObject({ verifyToken: z.string().trim().min(1).max(500).optional() });
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
  properties: z.strictObject({ verifyToken: z.string().trim().min(1).max(500).nullable().optional() }).optional(),
  disabled: z.boolean().optional(),
});
export type ConnectionPatch = z.infer<typeof connectionPatch>;

/** Headless authentication by one who already holds a Page token. */
export const credentialsPut = z.strictObject({
  pageId: z
    .string()
    .trim()
    .regex(/^\d{1,32}$/, "a Page id has only digits"),
  pageAccessToken: z.string().trim().min(1).max(2000),
});
export type CredentialsPut = z.infer<typeof credentialsPut>;
