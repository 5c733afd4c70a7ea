import { defineAction } from "@velodrome/kit";
import { z } from "zod";
import { checkText, messagingType, textInput } from "./message-text.ts";
import { sendLimit } from "./rate-limit.ts";
import { recipientId } from "./recipient.ts";
import { outcomeOfEcho, sendMessage, sentMessage } from "./send.ts";

/** Sends a text to a person (`POST /me/messages`, Send API). */
export const sendText = defineAction({
  title: "Send a text",
  description: "Sends a text message from the Page to a person.",
  input: z.object({
    recipient: recipientId,
    text: textInput,
    messagingType,
  }),
  output: sentMessage,
  repeat: "reconcile",
  reachesPerson: true,
  outcomeOf: outcomeOfEcho,
  rateLimit: sendLimit,
  async call(context, input) {
    checkText(input.text);
    return await sendMessage(context, input, { text: input.text });
  },
});
