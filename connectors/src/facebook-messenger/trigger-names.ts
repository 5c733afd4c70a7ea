import type { EventKind } from "./event-kind.ts";

const any = "any";
const forQuickReply = ["quick-reply", "message", any] as const;
const byKind = new Map<EventKind, readonly string[]>();

/** The trigger methods an item is for: the one named like its kind, `quick-reply` where it is one, and `any`. */
export function triggersOf(kind: EventKind, hasQuickReply: boolean): readonly string[] {
  if (hasQuickReply) return forQuickReply;
  let names = byKind.get(kind);
  if (names === undefined) {
    names = [kind, any];
    byKind.set(kind, names);
  }
  return names;
}
