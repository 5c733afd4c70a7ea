import type { Courier } from "../webhook/courier.ts";
import { emit } from "../webhook/emit.ts";
import { messageItem, postbackItem, readItem } from "../webhook/payload.ts";
import type { Message, Page, Person } from "../world/shape.ts";
import { addMessage, moveMessages } from "../world/thread.ts";
import { findThread, type World } from "../world/world.ts";

interface Deps {
  world: World;
  courier: Courier;
}

export type Said =
  | { text: string }
  | { quickReply: { title: string; payload: string } }
  | { postback: { title: string; payload: string } };

/** A person writes to a Page, taps a quick reply or presses a button. */
export function say(deps: Deps, person: Person, page: Page, said: Said): Message {
  const { world } = deps;
  const message: Message = {
    mid: world.newId("m_"),
    pageId: page.id,
    psid: person.id,
    from: "person",
    kind: "postback" in said ? "postback" : "message",
    at: world.now(),
    content: contentOf(said),
    state: "sent",
  };
  addMessage(world, message);
  const build = message.kind === "postback" ? postbackItem : messageItem;
  emit(world, deps.courier, {
    field: message.kind === "postback" ? "messaging_postbacks" : "messages",
    pageId: page.id,
    psid: person.id,
    mid: message.mid,
    item: build(message, message.mid, message.content),
  });
  return message;
}

function contentOf(said: Said): Record<string, unknown> {
  if ("text" in said) return { text: said.text };
  if ("quickReply" in said) return { text: said.quickReply.title, quick_reply: { payload: said.quickReply.payload } };
  return { title: said.postback.title, payload: said.postback.payload };
}

/** The person looks at the conversation: what the Page sent is seen. Nothing new, nothing told. */
export function look(deps: Deps, person: Person, page: Page): number {
  const thread = findThread(deps.world, page.id, person.id);
  const seen = thread ? moveMessages(deps.world, thread, "page", "seen") : [];
  const newest = seen.at(-1);
  if (newest) {
    const between = { pageId: page.id, psid: person.id, at: deps.world.now() };
    emit(deps.world, deps.courier, {
      field: "message_reads",
      pageId: page.id,
      psid: person.id,
      mid: newest.mid,
      item: readItem(between),
    });
  }
  return seen.length;
}
