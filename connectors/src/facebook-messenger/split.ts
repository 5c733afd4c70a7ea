import { createHash } from "node:crypto";
import type { IncomingItem } from "@velodrome/kit";
import { type EventKind, kindOfChange, kindOfMessaging } from "./event-kind.ts";
import { asFields, asId, asMoment, asText, type Fields } from "./field.ts";
import { identityOf } from "./identity.ts";
import { parseBody } from "./json-body.ts";
import { triggersOf } from "./trigger-names.ts";

type Channel = IncomingItem["channel"];

const channels = ["messaging", "standby", "changes"] as const;
const none = "none";
const ourMetadata = /^srn_[0-9a-z]{26}$/;

interface Place {
  object: unknown;
  /** `entry.id`. */
  page: string | null;
  channel: Channel;
  clientId: string;
}

/** Every `entry × (messaging | standby | changes)` item of a body, in order. Never throws. */
export function split(body: Buffer, setup: { clientId: string }): readonly IncomingItem[] {
  const parsed = parseBody(body);
  if (parsed === undefined) return [rawItem(body)];
  const envelope = asFields(parsed);
  const items: IncomingItem[] = [];
  if (envelope !== null && Array.isArray(envelope.entry)) {
    for (const entry of envelope.entry) addEntry(items, envelope.object, entry, setup.clientId);
  }
  if (items.length === 0) items.push(unknownItem(null, none, parsed));
  return items;
}

function addEntry(items: IncomingItem[], object: unknown, entry: unknown, clientId: string): void {
  const fields = asFields(entry);
  const page = asId(fields?.id);
  let hasChannel = false;
  if (fields !== null) {
    for (const channel of channels) {
      const list = fields[channel];
      if (list === undefined) continue;
      hasChannel = true;
      const place = { object, page, channel, clientId };
      if (Array.isArray(list)) for (const item of list) items.push(incomingItem(place, item));
      else if (list !== null) items.push(unknownItem(page, channel, list));
    }
  }
  if (!hasChannel) items.push(unknownEntry(page, entry, fields));
}

function incomingItem(place: Place, item: unknown): IncomingItem {
  const fields = asFields(item);
  if (fields === null) return unknownItem(place.page, place.channel, item);
  if (place.channel !== "changes") return messagingItem(place, kindOfMessaging(fields), fields, fields);
  const value = asFields(fields.value);
  // The App Dashboard's "Test" button puts a messaging item into a change.
  if (value !== null && (asFields(value.sender) ?? asFields(value.recipient)) !== null) {
    const kind = kindOfMessaging(value);
    if (kind !== "unknown") return messagingItem(place, kind, value, fields);
  }
  return changeItem(place, kindOfChange(place.object, fields.field, value), value, fields);
}

/** `fields` is what Meta documents as a messaging item, `whole` what was sent around it. */
function messagingItem(place: Place, kind: EventKind, fields: Fields, whole: Fields): IncomingItem {
  const message = asFields(fields.message);
  const isEcho = message?.is_echo === true;
  const sender = asId(asFields(fields.sender)?.id);
  const recipient = asId(asFields(fields.recipient)?.id);
  const page = place.page ?? (isEcho ? sender : recipient);
  const person = otherThan(page, isEcho ? recipient : sender, isEcho ? sender : recipient);
  const subject = message ?? asFields(fields.postback) ?? asFields(fields.message_edit);
  const about = subject ?? asFields(fields.reaction) ?? asFields(fields.response_feedback) ?? asFields(fields.read);
  const metadata = message?.metadata;
  return {
    kind,
    channel: place.channel,
    externalId: page,
    person,
    lane: laneOf(page, person, kind),
    identity: identityOf(kind, fields, person),
    occurredAt: asMoment(fields.timestamp),
    triggers: triggersOf({ kind, channel: place.channel, item: whole }, place),
    correlation: isEcho && typeof metadata === "string" && ourMetadata.test(metadata) ? metadata : null,
    reference: asId(about?.mid),
    text: asText(subject?.text) ?? asText(subject?.title),
    item: JSON.stringify(whole),
  };
}

function changeItem(place: Place, kind: EventKind, value: Fields | null, whole: Fields): IncomingItem {
  const person = otherThan(place.page, personOfChange(value), null);
  return {
    kind,
    channel: place.channel,
    externalId: place.page,
    person,
    lane: laneOf(place.page, person, kind),
    identity: null,
    occurredAt: asMoment(whole.timestamp) ?? asMoment(value?.timestamp) ?? asMoment(value?.created_time),
    triggers: triggersOf({ kind, channel: place.channel, item: whole }, place),
    correlation: null,
    reference: asId(value?.comment_id) ?? asId(value?.post_id),
    text: asText(value?.message) ?? asText(value?.review_text),
    item: JSON.stringify(whole),
  };
}

/** `inbox_labels` names a user, `feed` an author, older versions a sender, `ratings` a reviewer. */
function personOfChange(value: Fields | null): string | null {
  if (value === null) return null;
  return (
    asId(asFields(value.user)?.id) ?? asId(asFields(value.from)?.id) ?? asId(value.sender_id) ?? asId(value.reviewer_id)
  );
}

/** `first`, unless that is the Page itself: then whoever is on the other side. */
function otherThan(page: string | null, first: string | null, second: string | null): string | null {
  if (first === null || first !== page) return first;
  return second === page ? null : second;
}

function laneOf(page: string | null, person: string | null, kind: EventKind): string {
  return `${page ?? ""}:${person ?? kind}`;
}

function unknownItem(page: string | null, channel: Channel, item: unknown): IncomingItem {
  return {
    kind: "unknown",
    channel,
    externalId: page,
    person: null,
    lane: laneOf(page, null, "unknown"),
    identity: null,
    occurredAt: null,
    // It has no channel of its own and no author.
    triggers: triggersOf({ kind: "unknown", channel, item }, { clientId: "" }),
    correlation: null,
    reference: null,
    text: null,
    item: JSON.stringify(item),
  };
}

/** An entry of no known form. `time` is when Meta sent it, which differs when it is sent again. */
function unknownEntry(page: string | null, entry: unknown, fields: Fields | null): IncomingItem {
  const unknown = unknownItem(page, none, entry);
  if (fields === null || fields.time === undefined) return unknown;
  return { ...unknown, identity: digestOf(JSON.stringify({ ...fields, time: undefined })) };
}

/** What is no JSON is kept as the bytes it is. */
function rawItem(body: Buffer): IncomingItem {
  return { ...unknownItem(null, none, null), identity: digestOf(body), raw: body };
}

function digestOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
