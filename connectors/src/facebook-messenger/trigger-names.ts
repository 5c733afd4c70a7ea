import type { KeptItem } from "@velodrome/kit";
import { asFields, asId } from "./field.ts";

const any = "any";
const none: readonly string[] = [];
const forQuickReply = ["quick-reply", "message", any] as const;
const byKind = new Map<string, readonly string[]>();

/**
 * The trigger methods an item is for: the one named like its kind, `quick-reply` where it is one, and `any`. None for what
 * no trigger takes unasked: what another app is to answer (standby), and the echo of what this app wrote itself.
 */
export function triggersOf({ kind, channel, item }: KeptItem, { clientId }: { clientId: string }): readonly string[] {
  if (channel === "standby") return none;
  if (kind === "message" || kind === "echo") {
    const whole = asFields(item);
    const message = asFields(whole?.message) ?? asFields(asFields(whole?.value)?.message);
    if (kind === "echo" && asId(message?.app_id) === clientId) return none;
    if (kind === "message" && asFields(message?.quick_reply) !== null) return forQuickReply;
  }
  let names = byKind.get(kind);
  if (names === undefined) {
    names = [kind, any];
    byKind.set(kind, names);
  }
  return names;
}
