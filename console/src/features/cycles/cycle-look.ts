import type { CycleStatus } from "@velodrome/contract";
import { IconPencil, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import type { StateLook } from "../../ui/state-mark.tsx";
import { texts } from "./texts.ts";

export const cycleLook: Readonly<Record<CycleStatus, StateLook>> = {
  draft: { tone: "neutral", icon: IconPencil, word: texts.states.draft },
  running: { tone: "blue", icon: IconPlayerPlay, word: texts.states.running },
  stopped: { tone: "neutral", icon: IconPlayerStop, word: texts.states.stopped },
};
