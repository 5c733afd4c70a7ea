import type { Courier } from "../webhook/courier.ts";
import { emit } from "../webhook/emit.ts";
import { deliveryItem, echoItem } from "../webhook/payload.ts";
import type { App, Message, Page } from "../world/shape.ts";
import { addMessage, moveMessages } from "../world/thread.ts";
import { findThread, type World } from "../world/world.ts";

interface Deps {
  world: World;
  courier: Courier;
}

/** A Page's message reaches the person; the apps hear its echo, then that it was delivered. */
export function sendFromPage(
  deps: Deps,
  { page, app }: { page: Page; app: App },
  psid: string,
  content: Record<string, unknown>,
): Message {
  const { world, courier } = deps;
  const message: Message = {
    mid: world.newId("m_"),
    pageId: page.id,
    psid,
    from: "page",
    kind: "message",
    at: world.now(),
    content,
    state: "delivered",
  };
  setTyping(world, page, psid, false);
  addMessage(world, message);
  const about = { pageId: page.id, psid, mid: message.mid };
  emit(world, courier, {
    ...about,
    field: "message_echoes",
    item: echoItem(message, message.mid, app.id, content),
  });
  emit(world, courier, { ...about, field: "message_deliveries", item: deliveryItem(message, [message.mid]) });
  return message;
}

export function setTyping(world: World, page: Page, psid: string, on: boolean): void {
  world.publish({ type: "typing", pageId: page.id, psid, on });
}

export function markSeenByPage(world: World, page: Page, psid: string): void {
  const thread = findThread(world, page.id, psid);
  if (thread) moveMessages(world, thread, "person", "seen");
}
