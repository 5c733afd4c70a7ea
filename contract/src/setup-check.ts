import { z } from "zod";

/** Answer of `…/check`. `unreachable`: nobody could be asked, so nothing is known. */
export const setupCheck = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), appName: z.string() }),
  z.object({
    ok: z.literal(false),
    /** The field at fault; null when the application could not be asked. */
    field: z.enum(["clientId", "clientSecret"]).nullable(),
    code: z.string(),
    message: z.string(),
  }),
]);
export type SetupCheck = z.infer<typeof setupCheck>;

export const registerWebhook = z.strictObject({
  /** Also when a foreign address stands there. */
  force: z.literal(true).optional(),
});
export type RegisterWebhook = z.infer<typeof registerWebhook>;

export const webhookRegistration = z.object({ webhookUrl: z.string(), fields: z.array(z.string()) });
export type WebhookRegistration = z.infer<typeof webhookRegistration>;

/** Of `…/resubscribe`: every Page of the Setup is subscribed anew. */
export const resubscription = z.object({
  subscribed: z.number().int(),
  failed: z.array(z.object({ connection: z.string(), page: z.string(), code: z.string(), message: z.string() })),
});
export type Resubscription = z.infer<typeof resubscription>;
