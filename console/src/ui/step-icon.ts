import type { Step } from "@velodrome/contract";
import {
  type Icon,
  IconArrowFork,
  IconArrowsSplit,
  IconBolt,
  IconBoxMultiple,
  IconCalendarTime,
  IconClock,
  IconCode,
  IconFilter,
  IconHourglass,
  IconMailbox,
  IconNote,
  IconPlayerStop,
  IconRepeat,
  IconSend,
  IconTool,
  IconTransform,
  IconVariable,
} from "@tabler/icons-react";

const icons: Readonly<Partial<Record<string, Icon>>> = {
  trigger: IconBolt,
  action: IconSend,
  decision: IconArrowFork,
  delay: IconHourglass,
  filter: IconFilter,
  "for-each": IconRepeat,
  note: IconNote,
  schedule: IconClock,
  script: IconCode,
  "set-variables": IconVariable,
  stop: IconPlayerStop,
  switch: IconArrowsSplit,
  transform: IconTransform,
  "wait-for-event": IconMailbox,
  "wait-until": IconCalendarTime,
} satisfies Record<Step["type"], Icon>;

/** By which a kind of step is known, on its card and wherever else it is spoken of. */
export const stepIcon = (type: Step["type"]): Icon => icons[type] ?? IconTool;

/** Of a group of steps. */
export const groupIcon: Icon = IconBoxMultiple;
