import { markSeenByPage, sendFromPage, setTyping } from "../messenger/page-acts.ts";
import { isWithinReach } from "../world/app-reach.ts";
import { findPerson, findThread } from "../world/world.ts";
import { GraphError, invalid } from "./error.ts";
import { checkMaySend } from "./page-access.ts";
import { checkSend } from "./message-rules.ts";
import type { GraphHandler } from "./request.ts";
import { pageTokenOf, readToken } from "./token.ts";

/** `POST /{page-id}/messages`: the Send API. */
export const postMessage: GraphHandler = ({ world, courier }, request) => {
  const token = readToken(world, request.params, request.authorization);
  const pageToken = pageTokenOf(token, request.method, request.node);
  const { app, page } = pageToken;
  checkMaySend(world, pageToken);
  const send = checkSend(request.params);
  const { psid } = send;
  const person = findPerson(world, psid);
  if (!person) throw invalid("No matching user found", 2_018_001);
  if (!isWithinReach(app, person)) {
    const words =
      "(#200) Cannot message users who are not admins, developers or testers of the app until pages_messaging permission is reviewed and the app is live.";
    throw new GraphError(words, { code: 200, subcode: 2_018_028 });
  }
  if (send.kind === "action") {
    if (send.action === "mark_seen") markSeenByPage(world, page, psid);
    else setTyping(world, page, psid, send.action === "typing_on");
    return { body: { recipient_id: psid }, about: { pageId: page.id, psid } };
  }
  const actedAt = findThread(world, page.id, psid)?.personActedAt ?? null;
  if (send.windowMs !== null && (actedAt === null || world.now() - actedAt > send.windowMs)) {
    throw new GraphError("(#10) This message is sent outside of allowed window.", { code: 10, subcode: 2_018_278 });
  }
  const message = sendFromPage({ world, courier }, { page, app }, psid, send.content);
  return {
    body: { recipient_id: psid, message_id: message.mid },
    about: { pageId: page.id, psid, mid: message.mid },
  };
};
