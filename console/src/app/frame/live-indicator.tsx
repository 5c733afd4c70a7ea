import { IconCloudOff, IconPlayerRecordFilled, IconRefresh } from "@tabler/icons-react";
import { useNetwork } from "@mantine/hooks";
import { texts } from "../../lib/texts.ts";
import { StateMark, type StateLook } from "../../ui/state-mark.tsx";
import { useLiveStatus } from "../live-status.ts";

const looks = {
  live: { tone: "neutral", icon: IconPlayerRecordFilled, word: texts.live.live },
  connecting: { tone: "neutral", icon: IconRefresh, word: texts.live.connecting },
  reconnecting: { tone: "amber", icon: IconRefresh, word: texts.live.reconnecting },
  offline: { tone: "amber", icon: IconCloudOff, word: texts.live.offline },
} satisfies Record<string, StateLook>;

/** Whether what is on screen follows what happens. */
export function LiveIndicator() {
  const live = useLiveStatus();
  const { online } = useNetwork();
  const state = online ? live : "offline";
  if (state === null) return null;
  return (
    <span role="status" title={texts.liveHint[state]}>
      <StateMark look={looks[state]} brief={state === "live"} />
    </span>
  );
}
