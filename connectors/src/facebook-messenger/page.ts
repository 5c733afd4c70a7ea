import { type CallContext, ConnectorError } from "@velodrome/kit";
import { asId } from "./field.ts";
import { callGraph } from "./graph-call.ts";

/** What a Page sends us. Each must be listed here and in the app itself (App Dashboard) before Meta sends it. */
const subscribedFields = [
  "messages",
  "messaging_postbacks",
  "message_echoes",
  "messaging_referrals",
  "messaging_optins",
  "messaging_handovers",
  "standby",
  "message_reactions",
  "message_edits",
] as const;

/** Which Page the token is of (`GET /me`). */
export async function identify(context: CallContext): Promise<{ externalId: string; name: string | null }> {
  const reply = await callGraph(context, { method: "GET", path: "me", query: { fields: "id,name" } });
  const externalId = asId(reply.id);
  if (externalId === null) {
    throw new ConnectorError("not_graph", {
      message: "Asked whose token it is, the Graph API gave no id. Check the Setup's Graph address.",
      kind: "terminal",
    });
  }
  return { externalId, name: typeof reply.name === "string" ? reply.name : null };
}

/** Asks Meta to send the Page's events. It always names every field: a list given later may replace an earlier one. */
export async function subscribe(context: CallContext): Promise<void> {
  const path = `${encodeURIComponent(context.credentials.externalId)}/subscribed_apps`;
  const reply = await callGraph(context, { method: "POST", path, json: { subscribed_fields: [...subscribedFields] } });
  // Documented as true, printed as "true" in Meta's own sample.
  if (String(reply.success) !== "true") {
    throw new ConnectorError("not_subscribed", {
      message:
        "Facebook did not confirm that it will send the Page's events. Try again, then check the app's webhook fields.",
      kind: "retryable",
    });
  }
}
