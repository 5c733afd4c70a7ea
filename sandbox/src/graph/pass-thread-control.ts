import { findPerson } from "../world/world.ts";
import { invalid } from "./error.ts";
import { checkMaySend } from "./page-access.ts";
import { object, text } from "./params.ts";
import type { GraphHandler } from "./request.ts";
import { pageTokenOf, readToken } from "./token.ts";

/** `POST /{page-id}/pass_thread_control`. Nobody sits at an inbox here: it is taken note of among the calls, and that is all. */
export const passThreadControl: GraphHandler = ({ world }, request) => {
  const token = readToken(world, request.params, request.authorization);
  const pageToken = pageTokenOf(token, request.method, request.node);
  checkMaySend(world, pageToken);
  const psid = text(object(request.params, "recipient") ?? {}, "id");
  if (psid === undefined || !findPerson(world, psid)) throw invalid("No matching user found", 2_018_001);
  return { body: { success: true }, about: { pageId: pageToken.page.id, psid } };
};
