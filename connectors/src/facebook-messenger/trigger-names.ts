import type { KeptItem } from "@velodrome/kit";
import { ownEcho, standby } from "./aside.ts";
import { asFields, asId } from "./field.ts";

const any = "any";
/** Names repeat with every event; each list is made once. By aside, then by kind. */
const lists = new Map<string, Map<string, readonly string[]>>();
const forQuickReply = "quick-reply";

function listOf(kind: string, aside: string): readonly string[] {
  let byKind = lists.get(aside);
  if (byKind === undefined) lists.set(aside, (byKind = new Map()));
  let names = byKind.get(kind);
  if (names === undefined) {
    const behind = aside === "" ? "" : `@${aside}`;
    names = [kind, ...(kind === forQuickReply ? ["message"] : []), any].map((name) => name + behind);
    byKind.set(kind, names);
  }
  return names;
}

/**
 * The trigger methods an item is for: the one named like its kind, `quick-reply` where it is one, and `any`. What no trigger
 * takes unasked has the reason behind their names: what another app is to answer (standby), and the echo of what this app
 * wrote itself, wherever that comes in.
 */
export function triggersOf({ kind, channel, item }: KeptItem, { clientId }: { clientId: string }): readonly string[] {
  const aside = channel === "standby" ? standby : "";
  if (kind !== "message" && kind !== "echo") return listOf(kind, aside);
  const whole = asFields(item);
  const message = asFields(whole?.message) ?? asFields(asFields(whole?.value)?.message);
  if (kind === "echo") return listOf(kind, asId(message?.app_id) === clientId ? ownEcho : aside);
  return listOf(asFields(message?.quick_reply) === null ? kind : forQuickReply, aside);
}
