import type { IncomingItem } from "@velodrome/kit";
import { asFields, type Fields } from "./field.ts";

export type EventKind = IncomingItem["kind"];

/** Meta does not name the kind of an item: the first of these keys it has tells. The order matters. */
const kindByKey: readonly (readonly [key: string, kind: EventKind])[] = [
  ["message_edit", "edit"],
  ["reaction", "reaction"],
  ["postback", "postback"],
  ["delivery", "delivery"],
  ["read", "read"],
  ["optin", "optin"],
  ["optout", "optout"],
  ["referral", "referral"],
  ["pass_thread_control", "handover"],
  ["take_thread_control", "handover"],
  ["request_thread_control", "handover"],
  ["app_roles", "handover"],
  ["account_linking", "account-linking"],
  ["policy_enforcement", "policy"],
  ["policy-enforcement", "policy"],
  ["game_play", "game-play"],
  ["messaging_feedback", "feedback"],
  ["messaging_customer_information", "customer-information"],
  ["response_feedback", "response-feedback"],
  ["order", "order"],
  ["template", "coupon"],
  ["form", "form"],
];

/** The kind of a `messaging` or `standby` item. */
export function kindOfMessaging(item: Fields): EventKind {
  const message = asFields(item.message);
  if (message !== null) {
    if (message.is_deleted === true) return "unsend";
    return message.is_echo === true ? "echo" : "message";
  }
  for (const [key, kind] of kindByKey) {
    const value = item[key];
    if (value !== undefined && value !== null) return kind;
  }
  return "unknown";
}

const kindByField: ReadonlyMap<string, EventKind> = new Map([
  ["mention", "mention"],
  ["mentions", "mention"],
  ["ratings", "rating"],
  ["leadgen", "leadgen"],
  ["inbox_labels", "label"],
  ["comments", "comment"],
  ["live_comments", "comment"],
]);

function kindOfFeed(value: Fields | null): EventKind {
  return value?.item === "comment" ? "comment" : "feed";
}

/** The kind of a `changes` item that is not the App Dashboard's test form of a messaging item. */
export function kindOfChange(object: unknown, field: unknown, value: Fields | null): EventKind {
  if (object === "permissions") return "permission";
  if (typeof field === "string") return field === "feed" ? kindOfFeed(value) : (kindByField.get(field) ?? "unknown");
  return typeof value?.item === "string" ? kindOfFeed(value) : "unknown";
}
