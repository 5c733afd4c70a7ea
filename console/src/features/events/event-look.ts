import { IconArrowRight, IconMinus } from "@tabler/icons-react";
import type { StateLook } from "../../ui/state-mark.tsx";
import { texts } from "./texts.ts";

export const routedLook = (routed: boolean): StateLook =>
  routed
    ? { tone: "neutral", icon: IconArrowRight, word: texts.isRouted }
    : { tone: "amber", icon: IconMinus, word: texts.isUnrouted };
