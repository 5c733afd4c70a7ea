import type { Message, Thread } from "./shape.ts";
import { findThread, type World } from "./world.ts";

// The chat is for looking at the newest things; without a bound the state file would grow for ever.
const keptMessages = 300;

export function addMessage(world: World, message: Message): void {
  const thread = openThread(world, message.pageId, message.psid);
  if (message.from === "person") thread.personActedAt = message.at;
  thread.messages.push(message);
  if (thread.messages.length > keptMessages) thread.messages.splice(0, thread.messages.length - keptMessages);
  world.publish({ type: "message", message });
}

function openThread(world: World, pageId: string, psid: string): Thread {
  const found = findThread(world, pageId, psid);
  if (found) return found;
  const thread: Thread = { pageId, psid, personActedAt: null, messages: [] };
  world.state.threads.push(thread);
  return thread;
}

/** Moves the messages of one side forward to `state`, never back; answers those that moved. */
export function moveMessages(
  world: World,
  thread: Thread,
  from: Message["from"],
  state: "delivered" | "seen",
  wanted: (message: Message) => boolean = () => true,
): Message[] {
  const moved = thread.messages.filter(
    (message) => message.from === from && isBefore(message, state) && wanted(message),
  );
  for (const message of moved) {
    message.state = state;
    world.publish({ type: "message", message });
  }
  return moved;
}

function isBefore(message: Message, state: "delivered" | "seen"): boolean {
  return state === "seen" ? message.state !== "seen" : message.state === "sent";
}
