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
  title.meta({ title: "Title only" }),
  z
    .strictObject({
      title: title.meta({ title: "Title" }),
      payload: z.string().max(1000).optional().meta({
        title: "Payload",
        description: "What comes back when it is tapped; without it, the title.",
      }),
      imageUrl: z.url().optional().meta({ title: "Image", description: "Address of a small picture shown beside it." }),
    })
    .meta({ title: "With payload" }),
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
        description: `Answers to tap: up to ${atMost}, each at most ${titleAtMost} characters.`,
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
