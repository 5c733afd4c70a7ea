import type { ActionContext } from "@velodrome/kit";
import type { Fields } from "./field.ts";
import { callGraph } from "./graph-call.ts";

/** Meta's Send API: one message or sender action per call, of the Page whose token the connection holds. */
export function send(context: ActionContext, body: Fields): Promise<Fields> {
  return callGraph(context, { method: "POST", path: "me/messages", json: body });
}
