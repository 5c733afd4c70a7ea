import { markSeenByPage, sendFromPage, setTyping } from "../messenger/page-acts.ts";
import { findPerson, findThread } from "../world/world.ts";
import { GraphError, invalid } from "./error.ts";
import { checkSend } from "./message-rules.ts";
import type { GraphHandler } from "./request.ts";
import { pageOf, readToken } from "./token.ts";

/** `POST /{page-id}/messages`: the Send API. */
export const postMessage: GraphHandler = ({ world, courier }, request) => {
  const page = pageOf(readToken(world, request.params, request.authorization), request.method, request.node);
  const send = checkSend(request.params);
  const { psid } = send;
  if (!findPerson(world, psid)) throw invalid("No matching user found", 2_018_001);
  if (send.kind === "action") {
    if (send.action === "mark_seen") markSeenByPage(world, page, psid);
    else setTyping(world, page, psid, send.action === "typing_on");
    return { body: { recipient_id: psid }, about: { pageId: page.id, psid } };
  }
  const actedAt = findThread(world, page.id, psid)?.personActedAt ?? null;
  if (send.windowMs !== null && (actedAt === null || world.now() - actedAt > send.windowMs)) {
    throw new GraphError("(#10) This message is sent outside of allowed window.", { code: 10, subcode: 2_018_278 });
  }
  const message = sendFromPage({ world, courier }, page, psid, send.content);
  return {
    body: { recipient_id: psid, message_id: message.mid },
    about: { pageId: page.id, psid, mid: message.mid },
  };
};
