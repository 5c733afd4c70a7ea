import { z } from "zod";
import { untilEnough } from "./enough-flaws.ts";
import { condition } from "./condition.ts";
import { delayUnits } from "./delay-step.ts";
import { asideName, connectorName, methodName } from "./method-name.ts";
import { source } from "./source.ts";
import { toolCommon } from "./step-common.ts";

/**
 * Lets the run wait for a later event: one of the same person, or with a `key` one of anybody that carries the same value.
 * That event goes to this run alone: it starts none of this cycle. Where several runs wait for it, the oldest gets it.
 * Goes on by `event`, its output being the event's item, or by `timeout`, its output being null. No longer than its runs are kept.
 */
export const waitForEventStep = z
  .strictObject({
    ...toolCommon,
    type: z.literal("wait-for-event"),
    connector: connectorName,
    /** One trigger method, or several as `kinds`. */
    method: methodName.optional(),
    kinds: z.array(untilEnough(methodName)).min(1).optional(),
    /** Events of its methods that no trigger takes unasked, as its connector names them. */
    also: z.array(asideName).max(10).optional(),
    connection: z.string().optional(),
    /** Which of those events; the event is this step's own output here. */
    conditions: condition.optional(),
    /** `value`: what the run waits for, taken when it begins to wait; `path`: where it stands in an event. */
    key: z.strictObject({ value: source, path: z.string().min(1).max(1000) }).optional(),
    /** How long; then it goes on by `timeout`. */
    timeout: source.optional(),
    unit: z.enum(delayUnits).default("hours"),
  })
  .refine((s) => (s.method === undefined) !== (s.kinds === undefined), {
    message: "a wait names either one method or a list of kinds",
    path: ["method"],
  });
export type WaitForEventStep = z.infer<typeof waitForEventStep>;
