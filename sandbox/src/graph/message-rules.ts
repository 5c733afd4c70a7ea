import { invalid } from "./error.ts";
import { isObject, object, type Params, text } from "./params.ts";
import { checkLength, checkTemplate, items } from "./template-rules.ts";

export type SenderAction = "typing_on" | "typing_off" | "mark_seen";

/** What a call of the Send API asks for, once it obeys the rules that need no look at the conversation. */
export type SendRequest = { psid: string } & (
  | { kind: "action"; action: SenderAction }
  | { kind: "message"; content: Params; windowMs: number | null }
);

const hourMs = 3_600_000;
const standardWindowMs = 24 * hourMs;
const humanWindowMs = 7 * 24 * hourMs;

export function checkSend(params: Params): SendRequest {
  const psid = checkRecipient(object(params, "recipient"));
  const message = object(params, "message");
  const action = text(params, "sender_action");
  if (message && action !== undefined) {
    throw invalid("Param message and sender_action cannot be sent together", 2_018_014);
  }
  if (action !== undefined) return { psid, kind: "action", action: checkAction(action) };
  if (!message) throw invalid("The parameter message is required");
  const windowMs = checkMessagingType(params, message);
  checkMessage(message);
  return { psid, kind: "message", content: message, windowMs };
}

const recipientKeys = [
  "id",
  "user_ref",
  "comment_id",
  "post_id",
  "phone_number",
  "notification_messages_token",
  "one_time_notif_token",
];

function checkRecipient(recipient: Params | undefined): string {
  if (!recipient) throw invalid("The parameter recipient is required");
  const given = recipientKeys.filter((key) => recipient[key] !== undefined);
  if (given.length !== 1) throw invalid(`Param recipient must have exactly one of {${recipientKeys.join(", ")}}`);
  if (given[0] !== "id")
    throw invalid(`Param recipient[${given[0]}] names nobody: this stand-in knows recipient[id] only`);
  const id = text(recipient, "id");
  if (id === undefined) throw invalid("Param recipient[id] must be a PSID");
  return id;
}

const actions: readonly SenderAction[] = ["typing_on", "typing_off", "mark_seen"];

function checkAction(given: string): SenderAction {
  // The generated SDKs write these in capitals.
  const action = actions.find((known) => known === given.toLowerCase());
  if (action) return action;
  throw invalid(`Param sender_action must be one of {${actions.join(", ")}}`);
}

const messagingTypes = ["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"];

/** How long after the person's last act this message may be sent; null = at any time. */
function checkMessagingType(params: Params, message: Params): number | null {
  const type = text(params, "messaging_type") ?? "RESPONSE";
  if (!messagingTypes.includes(type)) {
    throw invalid(`Param messaging_type must be one of {${messagingTypes.join(", ")}}`);
  }
  const tag = text(params, "tag");
  if (type === "UTILITY") {
    if (!isObject(message.template)) throw invalid("A message of type UTILITY needs message[template]");
    return null;
  }
  if (type !== "MESSAGE_TAG") return standardWindowMs;
  if (tag === undefined) throw invalid("Param tag is required when messaging_type is MESSAGE_TAG");
  const feedback = isObject(message.attachment) && isTemplate(message.attachment, "customer_feedback");
  if (tag === "HUMAN_AGENT" || (tag === "CUSTOMER_FEEDBACK" && feedback)) return humanWindowMs;
  throw invalid(`Param tag ${tag} cannot be used (any more) for this message`);
}

function isTemplate(attachment: Params, type: string): boolean {
  return isObject(attachment.payload) && attachment.payload.template_type === type;
}

const contents = ["text", "attachment", "attachments", "sticker_id", "template"];

function checkMessage(message: Params): void {
  const given = contents.filter((key) => message[key] !== undefined && message[key] !== "");
  if (given.length === 0) throw invalid("Message cannot be empty, must provide valid attachment or text", 2_018_034);
  if (given.length > 1) throw invalid(`Param message must have exactly one of {${contents.join(", ")}}`);
  if (message.text !== undefined && message.text !== "") checkLength(message.text, "message[text]", 2000, true);
  if (message.metadata !== undefined) checkLength(message.metadata, "message[metadata]", 999, false);
  if (message.quick_replies !== undefined) checkQuickReplies(message.quick_replies);
  if (message.attachment !== undefined) checkAttachment(message.attachment);
  if (message.attachments !== undefined) {
    for (const one of items(message.attachments, "message[attachments]", 1, 10)) checkAttachment(one);
  }
}

function checkQuickReplies(value: unknown): void {
  for (const [index, reply] of items(value, "message[quick_replies]", 1, 13).entries()) {
    const at = `message[quick_replies][${index}]`;
    if (reply.content_type === "user_phone_number" || reply.content_type === "user_email") continue;
    if (reply.content_type !== "text") {
      throw invalid(`Param ${at}[content_type] must be one of {text, user_phone_number, user_email}`);
    }
    // A title over 20 characters is not refused: Messenger cuts it when it shows it.
    checkLength(reply.title, `${at}[title]`, 2000, true);
    if (reply.payload === "" && reply.image_url !== undefined) continue;
    checkLength(reply.payload, `${at}[payload]`, 1000, true);
  }
}

const attachmentTypes = ["image", "audio", "video", "file", "template"];

function checkAttachment(value: unknown): void {
  if (!isObject(value)) throw invalid("Param message[attachment] must be an object");
  if (typeof value.type !== "string" || !attachmentTypes.includes(value.type)) {
    throw invalid(`Param message[attachment][type] must be one of {${attachmentTypes.join(", ")}}`);
  }
  if (!isObject(value.payload)) throw invalid("Param message[attachment][payload] is required");
  if (value.type === "template") return checkTemplate(value.payload);
  const { url, attachment_id: id } = value.payload;
  if ((typeof url === "string") === (typeof id === "string")) {
    throw invalid("Param message[attachment][payload] needs either url or attachment_id");
  }
}
