import type { Connection, ConnectionStatus, Finding } from "@velodrome/contract";
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDashed,
  IconInfoCircle,
  IconListCheck,
  IconLogin2,
  IconPlayerPause,
  IconXboxX,
} from "@tabler/icons-react";
import type { StateLook } from "../../ui/state-mark.tsx";
import { texts } from "./texts.ts";

const looks: Readonly<Record<ConnectionStatus, Omit<StateLook, "word">>> = {
  new: { tone: "neutral", icon: IconCircleDashed },
  page_required: { tone: "amber", icon: IconListCheck },
  authenticated: { tone: "neutral", icon: IconCheck },
  needs_reauthentication: { tone: "amber", icon: IconLogin2 },
  disabled: { tone: "neutral", icon: IconPlayerPause },
};

export const connectionLook = ({ status }: Pick<Connection, "status">): StateLook => ({
  ...looks[status],
  word: texts.states[status],
});

/** How bad the worst is that was found. */
export const severityLook: Readonly<Record<Finding["severity"], StateLook>> = {
  ok: { tone: "neutral", icon: IconCheck, word: texts.healthy },
  info: { tone: "neutral", icon: IconInfoCircle, word: texts.healthNote },
  warning: { tone: "amber", icon: IconAlertTriangle, word: texts.healthWarning },
  error: { tone: "red", icon: IconXboxX, word: texts.healthError },
};
