import { defineAction } from "@velodrome/kit";
import { z } from "zod";
import { asId } from "./field.ts";
import { recipientId } from "./recipient.ts";
import { send } from "./send.ts";

/** Shows the person that somebody is there (`sender_action` of the Send API). Showing it twice changes nothing. */
export const senderAction = defineAction({
  title: "Show typing or seen",
  description: "Shows the person that the Page is typing, or that it has seen their message.",
  input: z.object({
    recipient: recipientId,
    action: z.enum(["typing_on", "typing_off", "mark_seen"]).meta({
      title: "What to show",
      description: "Typing shows for about 20 seconds, or until a message is sent.",
    }),
  }),
  output: z.object({
    recipientId: z.string().nullable().meta({ title: "Recipient", description: "The person's id on this Page." }),
  }),
  repeat: "safe",
  reachesPerson: true,
  async call(context, input) {
    const reply = await send(context, { recipient: { id: input.recipient }, sender_action: input.action });
    return { recipientId: asId(reply.recipient_id) };
  },
});
