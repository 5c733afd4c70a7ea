const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

/** @param {number} at ms */
export const timeOf = (at) => clock.format(at);

/** @param {number} at ms */
export const exactTime = (at) => exact.format(at);

/** @param {number} at ms */
export function dayOf(at) {
  const days = Math.round((startOfDay(Date.now()) - startOfDay(at)) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return day.format(at);
}

/** @param {number} at ms */
function startOfDay(at) {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}

/** @param {unknown} value */
export function pretty(value) {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** What a message says, in one line. */
export function previewOf(message) {
  const { content } = message;
  if (typeof content.text === "string") return content.text;
  if (message.kind === "postback") return String(content.title ?? "Button");
  const { attachment } = content;
  if (attachment?.type === "template") return `${attachment.payload?.template_type ?? "A"} template`;
  return attachment?.type ?? "Message";
}

/** @param {number} ms */
export const duration = (ms) => (ms < 1 ? "under 1 ms" : `${ms} ms`);

/** What an API call was for, in a few words; null when its path says enough. */
export function gistOf(call) {
  const { message, sender_action: action } = call.params ?? {};
  if (call.response?.error) return call.response.error.message;
  if (typeof action === "string") return action;
  if (typeof message === "string") return message;
  return message ? previewOf({ kind: "message", content: message }) : null;
}

/** What a webhook tells, in a few words; null when its field says enough. */
export function gistOfWebhook(body) {
  const item = body.entry[0].messaging[0];
  if (item.postback) return item.postback.title;
  if (!item.message) return null;
  const { attachments, ...content } = item.message;
  return previewOf({ kind: "message", content: { ...content, attachment: attachments?.[0] } });
}

/** How a webhook stands, as an icon's name, a tone and words. */
export function outcomeOf(delivery, verifying) {
  const last = delivery.attempts.at(-1);
  const answer =
    last && (last.status === null ? `failed: ${last.error}` : `answered ${last.status} in ${duration(last.ms)}`);
  if (delivery.state === "answered") return { icon: "check", tone: "good", words: `Webhook ${answer}` };
  if (delivery.state === "dropped") {
    return {
      icon: "fail",
      tone: "bad",
      words: last ? `Webhook ${answer}. ${delivery.note}` : `Not sent. ${delivery.note}`,
    };
  }
  if (!last) {
    const words = verifying ? "Waiting until the callback URL is verified" : "Waiting to be sent";
    return { icon: "wait", tone: "wait", words };
  }
  return { icon: "alert", tone: "warn", words: `Webhook ${answer}. Trying again` };
}
