import type { KeptItem } from "@velodrome/kit";
import { ownEcho, standby } from "./aside.ts";
import { asFields, asId } from "./field.ts";

const any = "any";
/** Names repeat with every event; each list is made once. */
const lists = new Map<string, readonly string[]>();

function listOf(kind: string, isQuickReply: boolean, asides: readonly string[]): readonly string[] {
  const key = `${kind} ${isQuickReply} ${asides.join()}`;
  let names = lists.get(key);
  if (names === undefined) {
    const behind = asides.map((aside) => `@${aside}`).join("");
    names = [...(isQuickReply ? ["quick-reply"] : []), kind, any].map((name) => name + behind);
    lists.set(key, names);
  }
  return names;
}

/**
 * The trigger methods an item is for: the one named like its kind, `quick-reply` where it is one, and `any`. What no trigger
 * takes unasked has the reason behind their names: what another app is to answer (standby), and the echo of what this app
 * wrote itself, wherever that comes in.
 */
export function triggersOf({ kind, channel, item }: KeptItem, { clientId }: { clientId: string }): readonly string[] {
  let isQuickReply = false;
  let isOwn = false;
  if (kind === "message" || kind === "echo") {
    const whole = asFields(item);
    const message = asFields(whole?.message) ?? asFields(asFields(whole?.value)?.message);
    isOwn = kind === "echo" && asId(message?.app_id) === clientId;
    isQuickReply = kind === "message" && asFields(message?.quick_reply) !== null;
  }
  if (isOwn) return listOf(kind, false, [ownEcho]);
  return listOf(kind, isQuickReply, channel === "standby" ? [standby] : []);
}
