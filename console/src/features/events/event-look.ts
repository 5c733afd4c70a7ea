import { IconArrowRight, IconMinus, IconNotes } from "@tabler/icons-react";
import type { Event } from "@velodrome/contract";
import type { StateLook } from "../../ui/state-mark.tsx";
import { texts } from "./texts.ts";

/** What nobody needs to answer: that no cycle took it calls for no attention, and is not counted as unrouted. */
const quietKinds: readonly string[] = ["echo", "delivery", "read"];

type Routing = Pick<Event, "routed" | "kind">;

/** Whether every cycle missed what somebody may wait for an answer to. */
export const isMissed = ({ routed, kind }: Routing): boolean => !routed && !quietKinds.includes(kind);

/** What became of an event: taken by a cycle, missed by all, or none's business. */
export function routedLook({ routed, kind }: Routing): StateLook {
  if (routed) return { tone: "neutral", icon: IconArrowRight, word: texts.isRouted };
  if (quietKinds.includes(kind)) return { tone: "neutral", icon: IconNotes, word: texts.isNoted };
  return { tone: "amber", icon: IconMinus, word: texts.isUnrouted };
}

/** The same in a sentence. */
export function routedHint({ routed, kind }: Routing): string {
  if (routed) return texts.routedHint;
  return quietKinds.includes(kind) ? texts.notedHint : texts.unroutedHint;
}
