import type { Step } from "@velodrome/contract";

const waiting: ReadonlySet<string> = new Set<Step["type"]>(["delay", "wait-until", "wait-for-event"]);

/** Whether a kind of step does nothing but wait. */
export const isWaitStep = (type: string | undefined): boolean => type !== undefined && waiting.has(type);
