import { type CallContext, ConnectorError, type TargetActs } from "@velodrome/kit";
import { asFields, asId } from "./field.ts";
import { callGraph } from "./graph-call.ts";
import { pageFields, pageFieldsOf } from "./page-field.ts";

/** What a Page can be asked to do for us. */
export const page: TargetActs = {
  identify,
  subscribe,
  unsubscribe,
  readSubscription,
  contactUrl: (externalId, dialogUrl) => {
    // Nobody at Facebook knows a stand-in's Pages.
    const base = dialogUrl === null ? "https://m.me" : `${dialogUrl.replace(/\/+$/, "")}/m.me`;
    return `${base}/${encodeURIComponent(externalId)}`;
  },
  fields: pageFields,
  noticeField: "message_echoes",
  fieldsOf: pageFieldsOf,
};

/** Which Page the token is of (`GET /me`). */
async function identify(context: CallContext): Promise<{ externalId: string; name: string | null }> {
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

const subscribedApps = ({ credentials }: CallContext): string =>
  `${encodeURIComponent(credentials.externalId)}/subscribed_apps`;

/** Asks Meta to send the Page's events. It always names every field: a list given later may replace an earlier one. */
async function subscribe(context: CallContext, fields: readonly string[]): Promise<void> {
  const path = subscribedApps(context);
  const reply = await callGraph(context, { method: "POST", path, json: { subscribed_fields: [...fields] } });
  if (isSuccess(reply.success)) return;
  throw new ConnectorError("not_subscribed", {
    message:
      "Facebook did not confirm that it will send the Page's events. Try again, then check the app's webhook fields.",
    kind: "retryable",
  });
}

/** The app leaves the Page: no account here gets its events any more. */
async function unsubscribe(context: CallContext): Promise<void> {
  const reply = await callGraph(context, { method: "DELETE", path: subscribedApps(context) });
  if (isSuccess(reply.success)) return;
  throw new ConnectorError("not_unsubscribed", {
    message: "Facebook did not confirm that it stops sending the Page's events. Try again.",
    kind: "retryable",
  });
}

/** A Page lists every app it sends events to; only ours counts. */
async function readSubscription(context: CallContext): Promise<readonly string[] | null> {
  const reply = await callGraph(context, { method: "GET", path: subscribedApps(context) });
  const apps = Array.isArray(reply.data) ? reply.data : [];
  const ours = apps.map(asFields).find((app) => app !== null && asId(app.id) === context.setup.clientId);
  if (ours === undefined || ours === null) return null;
  const fields: unknown = ours.subscribed_fields;
  return Array.isArray(fields) ? fields.filter((field) => typeof field === "string") : [];
}

/** Documented as true, printed as "true" in Meta's own sample. */
const isSuccess = (success: unknown): boolean => String(success) === "true";
