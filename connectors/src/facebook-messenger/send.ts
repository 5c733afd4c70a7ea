import type { ActionContext } from "@velodrome/kit";
import { z } from "zod";
import { asFields, asId, type Fields } from "./field.ts";
import { callGraph } from "./graph-call.ts";

/** Meta's Send API: one message or sender action per call, of the Page whose token the connection holds. */
export function send(context: ActionContext, body: Fields): Promise<Fields> {
  return callGraph(context, { method: "POST", path: "me/messages", json: body });
}

/** What is known of a message that was sent. */
export const sentMessage = z.object({
  recipientId: z.string().nullable().meta({ title: "Recipient", description: "The person's id on this Page." }),
  messageId: z.string().nullable().meta({ title: "Message", description: "Meta's id of the message (mid)." }),
});

/**
 * Sends a message. `metadata` carries the step run's id: Meta gives it back in the echo, by which a call whose answer was
 * lost is found again.
 */
export async function sendMessage(
  context: ActionContext,
  { recipient, messagingType }: { recipient: string; messagingType: string },
  message: Fields,
): Promise<z.output<typeof sentMessage>> {
  const reply = await send(context, {
    recipient: { id: recipient },
    messaging_type: messagingType,
    message: { ...message, metadata: context.stepRunId },
  });
  return { recipientId: asId(reply.recipient_id), messageId: asId(reply.message_id) };
}

/** A message that was sent comes back as an echo: to whom, and under which mid. */
export function outcomeOfEcho(echo: unknown): z.output<typeof sentMessage> {
  const fields = asFields(echo);
  return { recipientId: asId(asFields(fields?.recipient)?.id), messageId: asId(asFields(fields?.message)?.mid) };
}
