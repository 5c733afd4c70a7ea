import type { Step } from "@velodrome/contract";
import { decision } from "./decision.tsx";
import { delay } from "./delay.tsx";
import { filter } from "./filter.tsx";
import { forEach } from "./for-each.tsx";
import { note } from "./note.tsx";
import { schedule } from "./schedule.tsx";
import { script } from "./script.tsx";
import { setVariables } from "./set-variables.tsx";
import { stop } from "./stop.tsx";
import { switchTool } from "./switch.tsx";
import type { Tool } from "./tool.tsx";
import { transform } from "./transform.tsx";
import { waitForEvent } from "./wait-for-event.tsx";
import { waitUntil } from "./wait-until.tsx";

/** Every tool, in the order of the palette. A new one is a file of its own and a line here. */
export const tools: readonly Tool[] = [
  decision,
  switchTool,
  filter,
  forEach,
  setVariables,
  transform,
  script,
  delay,
  waitUntil,
  waitForEvent,
  stop,
  schedule,
  note,
];

export const toolOf = (type: Step["type"]): Tool | undefined => tools.find((tool) => tool.type === type);
