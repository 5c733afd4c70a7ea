import type { Setup } from "@velodrome/contract";
import { IconCircleCheck, IconHelpCircle, IconTool, IconWorld } from "@tabler/icons-react";
import type { StateLook } from "../../ui/state-mark.tsx";
import { texts } from "./texts.ts";

/** Whether everybody can write to the app's Pages, or only people with a role on it. */
export const modeLook = ({ live }: Pick<Setup, "live">): StateLook =>
  live
    ? { tone: "neutral", icon: IconWorld, word: texts.live }
    : { tone: "amber", icon: IconTool, word: texts.development };

export const checkLook = ({ checkedAt }: Pick<Setup, "checkedAt">): StateLook =>
  checkedAt === null
    ? { tone: "amber", icon: IconHelpCircle, word: texts.notChecked }
    : { tone: "neutral", icon: IconCircleCheck, word: texts.checked };

/** Whether a Setup speaks to the sandbox of this installation. */
export const isSandbox = ({ graphUrl }: Pick<Setup, "graphUrl">, sandboxUrl: string | null): boolean =>
  graphUrl !== null && sandboxUrl !== null && graphUrl.startsWith(sandboxUrl);
