import { defineAction } from "@velodrome/kit";
import { z } from "zod";
import { asId } from "./field.ts";
import { checkText, messagingType, textInput } from "./message-text.ts";
import { sendLimit } from "./rate-limit.ts";
import { recipientId } from "./recipient.ts";
import { outcomeOfEcho, send } from "./send.ts";

/**
 * Sends a text to a person (`POST /me/messages`, Send API). `metadata` carries the step run's id: Meta gives it back in the
 * echo, by which a call whose answer was lost is found again.
 */
export const sendText = defineAction({
  title: "Send a text",
  description: "Sends a text message from the Page to a person.",
  input: z.object({
    recipient: recipientId,
    text: textInput,
    messagingType,
  }),
  output: z.object({
    recipientId: z.string().nullable().meta({ title: "Recipient", description: "The person's id on this Page." }),
    messageId: z.string().nullable().meta({ title: "Message", description: "Meta's id of the message (mid)." }),
  }),
  repeat: "reconcile",
  reachesPerson: true,
  outcomeOf: outcomeOfEcho,
  rateLimit: sendLimit,
  async call(context, input) {
    checkText(input.text);
    const reply = await send(context, {
      recipient: { id: input.recipient },
      messaging_type: input.messagingType,
      message: { text: input.text, metadata: context.stepRunId },
    });
    return { recipientId: asId(reply.recipient_id), messageId: asId(reply.message_id) };
  },
});
