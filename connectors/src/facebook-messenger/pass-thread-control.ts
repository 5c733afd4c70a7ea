import { ConnectorError, defineAction } from "@velodrome/kit";
import { z } from "zod";
import { callGraph } from "./graph-call.ts";
import { recipientId } from "./recipient.ts";

/** The Page's own inbox in Meta Business Suite, where people answer. */
const inboxApp = "263902037430900";

/**
 * Hands a conversation over (`POST /{page}/pass_thread_control`, Conversation Routing): from then on the other app, or the
 * people at the Page's inbox, answer, and what the person writes comes as standby. It lapses a day after their last message.
 */
export const passThreadControl = defineAction({
  title: "Hand over the conversation",
  description: "Hands the conversation with a person to the people at the Page's inbox, or to another app.",
  input: z.object({
    recipient: recipientId,
    app: z.string().trim().min(1).max(100).default(inboxApp).meta({
      title: "To which app",
      description: "The app's id. Without it, the Page's inbox, where people answer.",
    }),
    note: z.string().max(1000).optional().meta({
      title: "Note",
      description: "For whoever takes over; the person does not see it.",
    }),
  }),
  output: z.object({
    passed: z.boolean().meta({ title: "Handed over", description: "Whether somebody else has the conversation now." }),
  }),
  // Whoever has handed it over is refused the second time.
  repeat: "unsafe",
  reachesPerson: true,
  async call(context, { recipient, app, note }) {
    const answer = await callGraph(context, {
      method: "POST",
      path: `${context.credentials.externalId}/pass_thread_control`,
      json: { recipient: { id: recipient }, target_app_id: app, ...(note === undefined ? {} : { metadata: note }) },
    });
    if (answer.success === true || answer.success === "true") return { passed: true };
    throw new ConnectorError("not_passed", {
      message: "Facebook did not hand the conversation over. See the response.",
      kind: "terminal",
    });
  },
});
