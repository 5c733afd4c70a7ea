import { IconArrowRight, IconMinus } from "@tabler/icons-react";
import type { Event } from "@velodrome/contract";
import type { StateLook } from "../../ui/state-mark.tsx";
import { texts } from "./texts.ts";

/** What nobody needs to answer: that no cycle took it calls for no attention. */
const quietKinds: readonly string[] = ["echo", "delivery", "read"];

export const routedLook = ({ routed, kind }: Pick<Event, "routed" | "kind">): StateLook =>
  routed
    ? { tone: "neutral", icon: IconArrowRight, word: texts.isRouted }
    : { tone: quietKinds.includes(kind) ? "neutral" : "amber", icon: IconMinus, word: texts.isUnrouted };
