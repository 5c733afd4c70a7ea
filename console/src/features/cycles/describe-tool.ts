import type { Step, ToolStep, WaitForEventStep } from "@velodrome/contract";
import { data, type Phrase, value, words } from "../../lib/phrase.ts";
import { describeCondition } from "./describe-condition.ts";
import { describeCron } from "./describe-cron.ts";
import { describeSource } from "./describe-source.ts";

type ScheduleStep = Extract<Step, { type: "schedule" }>;

const counted = (count: number | string, unit: string): string =>
  String(count) === "1" ? unit.replace(/s$/, "") : `${count} ${unit}`;

/** When a schedule starts the cycle. */
export function schedulePhrase({ every, cron, timezone }: ScheduleStep): Phrase {
  if (every) return [words("Every "), value(counted(every.count, every.unit))];
  if (cron === undefined || cron === "") return [words("At certain times (none chosen yet)")];
  const zone = timezone === undefined ? [] : [words(` in ${timezone}`)];
  const known = describeCron(cron);
  return known === null ? [words("At the times of "), value(cron), ...zone] : [value(known), ...zone];
}

/** How long a run waits for an event. */
export const timeoutPhrase = ({ timeout, unit }: WaitForEventStep): Phrase =>
  timeout === undefined
    ? [words(" for … (no time yet)")]
    : [words(" for up to "), ...describeSource(timeout), words(` ${unit}`)];

/** What a tool does, as a sentence. */
export function toolPhrase(step: Exclude<ToolStep, WaitForEventStep>): Phrase {
  switch (step.type) {
    case "decision":
      return step.conditions === undefined
        ? [words("If … (no condition yet)")]
        : [words("If "), ...describeCondition(step.conditions)];
    case "filter":
      return step.conditions === undefined
        ? [words("Go on only if … (no condition yet)")]
        : [words("Go on only if "), ...describeCondition(step.conditions)];
    case "switch": {
      const cases = step.cases.map(({ id, name }) => name ?? id).join(", ");
      return cases === "" ? [words("Choose a way (no case yet)")] : [words("Choose a way: "), value(cases)];
    }
    case "set-variables": {
      const [first, ...others] = step.variables;
      if (first === undefined) return [words("Set variables (none yet)")];
      const more = others.length === 0 ? [] : [words(` and ${others.length} more`)];
      return [words("Set "), data(first.name), words(" to "), ...describeSource(first.value), ...more];
    }
    case "transform":
      return step.expression ? [words("Make "), data(step.expression)] : [words("Make … (no expression yet)")];
    case "script":
      return [words("Run a script")];
    case "for-each":
      return step.list === undefined
        ? [words("For each of … (no list yet)")]
        : [words("For each of "), ...describeSource(step.list)];
    case "delay":
      return step.duration === undefined
        ? [words("Wait … (no duration yet)")]
        : [words("Wait "), ...describeSource(step.duration), words(` ${step.unit}`)];
    case "wait-until":
      return step.until === undefined
        ? [words("Wait until … (no date yet)")]
        : [words("Wait until "), ...describeSource(step.until)];
    case "stop":
      return [words(step.outcome === "fail" ? "End the run as failed" : "End the run")];
    case "note":
      return [words(step.text)];
  }
}
