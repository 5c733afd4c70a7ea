import { ConnectorError, defineAction } from "@velodrome/kit";
import { z } from "zod";
import { asId } from "./field.ts";
import { sendLimit } from "./rate-limit.ts";
import { recipientId } from "./recipient.ts";
import { outcomeOfEcho, send } from "./send.ts";

/** Meta asks for fewer than 2000 characters and counts code points. */
const maxCodePoints = 2000;

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function checkText(text: string): void {
  if (text.trim() === "") {
    throw new ConnectorError("message_empty", {
      message: "The message's text is empty, so nothing was sent. Give it a text.",
      kind: "terminal",
    });
  }
  // Never more code points than code units: nearly every text is spared the count.
  const length = text.length <= maxCodePoints ? text.length : codePoints(text);
  if (length > maxCodePoints) {
    throw new ConnectorError("message_too_long", {
      message: `The message's text has ${length} characters and Facebook takes ${maxCodePoints}, so nothing was sent. Shorten or split it.`,
      kind: "terminal",
      details: { length, limit: maxCodePoints },
    });
  }
}

/**
 * Sends a text to a person (`POST /me/messages`, Send API). `metadata` carries the step run's id: Meta gives it back in the
 * echo, by which a call whose answer was lost is found again.
 */
export const sendText = defineAction({
  title: "Send a text",
  description: "Sends a text message from the Page to a person.",
  input: z.object({
    recipient: recipientId,
    text: z.string().meta({ title: "Text", description: `At most ${maxCodePoints} characters.` }),
    messagingType: z.enum(["RESPONSE", "UPDATE"]).default("RESPONSE").meta({
      title: "Kind of message",
      description:
        "RESPONSE answers something the person did; UPDATE is sent on the Page's own account within 24 hours.",
    }),
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
