import { type ApplicationContext, ConnectorError, type Registration } from "@velodrome/kit";
import { asApplicationError } from "./application-error.ts";
import { asFields, type Fields } from "./field.ts";
import { callGraphAsApp, type GraphCall } from "./graph-call.ts";

/** Where Meta sends the events of Pages now (`GET /{app-id}/subscriptions`). */
export async function readRegistration(context: ApplicationContext): Promise<Registration | null> {
  const reply = await callSubscriptions(context, { method: "GET" });
  const rows = Array.isArray(reply.data) ? reply.data : [];
  const ofPages = rows.map(asFields).find((row) => row?.object === "page");
  if (ofPages === undefined || ofPages === null || typeof ofPages.callback_url !== "string") return null;
  const fields: readonly unknown[] = Array.isArray(ofPages.fields) ? ofPages.fields : [];
  return {
    url: ofPages.callback_url,
    active: ofPages.active === true,
    // Each with the version its payload follows; some answers give the bare name.
    fields: fields.map((field) => asFields(field)?.name ?? field).filter((name) => typeof name === "string"),
  };
}

/** Meta keeps one address per app and object: this one takes the place of another. It verifies it before it answers. */
export async function register(
  context: ApplicationContext,
  wanted: { url: string; verifyToken: string; fields: readonly string[] },
): Promise<void> {
  const reply = await callSubscriptions(context, {
    method: "POST",
    json: {
      object: "page",
      callback_url: wanted.url,
      verify_token: wanted.verifyToken,
      fields: wanted.fields.join(","),
      include_values: true,
    },
  });
  if (String(reply.success) === "true") return;
  throw new ConnectorError("not_registered", {
    message: "Facebook did not confirm the callback URL. Try again, or enter it in the App Dashboard.",
    kind: "retryable",
  });
}

async function callSubscriptions(
  context: ApplicationContext,
  call: Pick<GraphCall, "method" | "json">,
): Promise<Fields> {
  const path = `${encodeURIComponent(context.setup.clientId)}/subscriptions`;
  try {
    return await callGraphAsApp(context, { ...call, path });
  } catch (error) {
    throw asApplicationError(error);
  }
}
