import type { ActionContext } from "@velodrome/kit";
import { asFields, asId, type Fields } from "./field.ts";
import { callGraph } from "./graph-call.ts";

/** Meta's Send API: one message or sender action per call, of the Page whose token the connection holds. */
export function send(context: ActionContext, body: Fields): Promise<Fields> {
  return callGraph(context, { method: "POST", path: "me/messages", json: body });
}

/** A message that was sent comes back as an echo: to whom, and under which mid. */
export function outcomeOfEcho(echo: unknown): { recipientId: string | null; messageId: string | null } {
  const fields = asFields(echo);
  return { recipientId: asId(asFields(fields?.recipient)?.id), messageId: asId(asFields(fields?.message)?.mid) };
}
