import { defineAction } from "@velodrome/kit";
import { z } from "zod";
import { checkText, messagingType, textInput } from "./message-text.ts";
import { sendLimit } from "./rate-limit.ts";
import { recipientId } from "./recipient.ts";
import { outcomeOfEcho, sendMessage, sentMessage } from "./send.ts";

const atMost = 13;
/** Meta cuts longer titles off. */
const titleAtMost = 20;

const title = z.string().trim().min(1).max(titleAtMost);

/** A title alone is its own payload. */
const quickReply = z.union([
  title,
  z.strictObject({ title, payload: z.string().max(1000).optional(), imageUrl: z.url().optional() }),
]);

const asMeta = (reply: z.output<typeof quickReply>) => {
  const { title: words, payload = words, imageUrl } = typeof reply === "string" ? { title: reply } : reply;
  return { content_type: "text", title: words, payload, ...(imageUrl === undefined ? {} : { image_url: imageUrl }) };
};

/** Sends a text with answers to tap (`quick_replies`, Send API). A tapped one comes as a message with `quick_reply.payload`. */
export const sendQuickReplies = defineAction({
  title: "Send quick replies",
  description: "Sends a text message from the Page to a person, with answers to tap.",
  input: z.object({
    recipient: recipientId,
    text: textInput,
    quickReplies: z
      .array(quickReply)
      .min(1)
      .max(atMost)
      .meta({
        title: "Quick replies",
        description: `Up to ${atMost}, each at most ${titleAtMost} characters: ["Yes", "No"], or with a payload of its own [{ "title": "Yes", "payload": "YES" }].`,
      }),
    messagingType,
  }),
  output: sentMessage,
  repeat: "reconcile",
  reachesPerson: true,
  outcomeOf: outcomeOfEcho,
  rateLimit: sendLimit,
  async call(context, input) {
    checkText(input.text);
    return sendMessage(context, input, { text: input.text, quick_replies: input.quickReplies.map(asMeta) });
  },
});
