import { type RegisterWebhook, webhookRegistration } from "@velodrome/contract";
import { request } from "../../lib/request.ts";
import { setupAddress } from "./setup-address.ts";

/** Writes our address and the fields at the application. */
export const registerWebhook = (connector: string, id: string, body: RegisterWebhook) =>
  request(webhookRegistration, setupAddress(connector, id, "register-webhook"), { method: "POST", body });
