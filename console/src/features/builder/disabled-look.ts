import { IconPower } from "@tabler/icons-react";
import type { StateLook } from "../../ui/state-mark.tsx";
import { texts } from "./texts.ts";

/** How a step is marked that is switched off. */
export const disabledLook: StateLook = { tone: "neutral", icon: IconPower, word: texts.disabled };
