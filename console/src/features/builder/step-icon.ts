import type { Step } from "@velodrome/contract";
import { type Icon, IconBolt, IconBoxMultiple, IconSend, IconTool } from "@tabler/icons-react";
import { toolOf } from "./tools/tool-registry.ts";

export function stepIcon(step: Step): Icon {
  if (step.type === "trigger") return IconBolt;
  return step.type === "action" ? IconSend : (toolOf(step.type)?.icon ?? IconTool);
}

/** Of a group of steps. */
export const groupIcon: Icon = IconBoxMultiple;
