import type { RunStatus, StepRunStatus } from "@velodrome/contract";
import {
  IconAlertTriangle,
  IconArrowMerge,
  IconBan,
  IconCheck,
  IconClock,
  IconHourglass,
  IconMoon,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconX,
} from "@tabler/icons-react";
import type { StateLook } from "../../ui/state-mark.tsx";
import { texts } from "./texts.ts";

export const runLook: Readonly<Record<RunStatus, StateLook>> = {
  queued: { tone: "neutral", icon: IconClock, word: texts.states.queued },
  running: { tone: "blue", icon: IconPlayerPlay, word: texts.states.running },
  sleeping: { tone: "violet", icon: IconMoon, word: texts.states.sleeping },
  waiting: { tone: "violet", icon: IconHourglass, word: texts.states.waiting },
  held: { tone: "amber", icon: IconPlayerPause, word: texts.states.held },
  succeeded: { tone: "neutral", icon: IconCheck, word: texts.states.succeeded },
  failed: { tone: "red", icon: IconX, word: texts.states.failed },
  cancelled: { tone: "neutral", icon: IconBan, word: texts.states.cancelled },
  absorbed: { tone: "neutral", icon: IconArrowMerge, word: texts.states.absorbed },
};

export const stepLook: Readonly<Record<StepRunStatus, StateLook>> = {
  intended: { tone: "blue", icon: IconPlayerPlay, word: texts.stepStates.intended },
  succeeded: { tone: "neutral", icon: IconCheck, word: texts.stepStates.succeeded },
  failed: { tone: "red", icon: IconX, word: texts.stepStates.failed },
  skipped: { tone: "neutral", icon: IconPlayerSkipForward, word: texts.stepStates.skipped },
  uncertain: { tone: "amber", icon: IconAlertTriangle, word: texts.stepStates.uncertain },
  sleeping: { tone: "violet", icon: IconMoon, word: texts.stepStates.sleeping },
  waiting: { tone: "violet", icon: IconHourglass, word: texts.stepStates.waiting },
};
