import {
  IconClock,
  IconInbox,
  IconKey,
  IconLogin2,
  IconPlugConnectedX,
  IconPlugX,
  IconPower,
  IconRun,
  IconX,
} from "@tabler/icons-react";
import type { StateLook } from "../../ui/state-mark.tsx";
import type { MessagePanel } from "./message-panel.ts";
import { texts } from "./message-texts.ts";

const looks: Readonly<Record<MessagePanel["state"], Omit<StateLook, "word">>> = {
  "choose-connection": { tone: "amber", icon: IconPlugX },
  "no-setup": { tone: "neutral", icon: IconPlugX },
  "no-verify-token": { tone: "amber", icon: IconKey },
  "not-verified": { tone: "amber", icon: IconClock },
  "attempt-failed": { tone: "red", icon: IconX },
  "not-connected": { tone: "amber", icon: IconLogin2 },
  "page-not-subscribed": { tone: "amber", icon: IconPlugConnectedX },
  "switched-off": { tone: "neutral", icon: IconPower },
  "no-message": { tone: "violet", icon: IconClock },
  "receiving-stopped": { tone: "amber", icon: IconInbox },
  "receiving-running": { tone: "blue", icon: IconRun },
};

export const messageLook = ({ state }: MessagePanel): StateLook => ({ ...looks[state], word: texts.words[state] });
