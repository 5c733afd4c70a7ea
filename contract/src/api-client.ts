import { z } from "zod";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";

/** A program of the partner that may call the API. Its id is OAuth's `client_id`. */
export const apiClient = z.object({
  id: idOf("apiClient"),
  name: z.string(),
  createdAt: moment,
});
export type ApiClient = z.infer<typeof apiClient>;

export const apiClientCreate = z.strictObject({ name: z.string().trim().min(1).max(200) });
export type ApiClientCreate = z.infer<typeof apiClientCreate>;

/** The answer to its creation: the only time that the secret is shown. */
export const apiClientCreated = apiClient.extend({ clientSecret: z.string() });
export type ApiClientCreated = z.infer<typeof apiClientCreated>;

/** OAuth 2.0 client credentials (RFC 6749 §4.4). The two secrets may come by HTTP Basic instead. */
export const tokenRequest = z.object({
  grant_type: z.literal("client_credentials", "the only grant type here is client_credentials"),
  client_id: z.string().max(200).optional(),
  client_secret: z.string().max(200).optional(),
});
export type TokenRequest = z.infer<typeof tokenRequest>;

/** A bearer token; `expires_in` is in seconds. */
export const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.number().int(),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;
