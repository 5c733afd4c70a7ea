import type { Connector } from "@velodrome/contract";
import { IconCircleCheck, IconLockOpen } from "@tabler/icons-react";
import type { StateLook } from "../../ui/state-mark.tsx";
import { texts } from "./texts.ts";

export const connectorLook: Record<Connector["state"], StateLook> = {
  setup_required: { tone: "amber", icon: IconLockOpen, word: texts.setupRequired },
  ready: { tone: "neutral", icon: IconCircleCheck, word: texts.ready },
};
