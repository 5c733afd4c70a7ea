import { z } from "zod";
import { errorPolicy, stepErrorActs } from "./error-policy.ts";
import { redaction } from "./redaction.ts";
import { stepId } from "./source.ts";
import { groupName } from "./step-group.ts";

const position = z.strictObject({ x: z.number(), y: z.number() });

/**
 * What every step has: `name` is what people see, `position` where it stands on the canvas. Steps that say the same `group`
 * stand there in one frame of that name; it changes nothing of what they do.
 */
export const partCommon = {
  id: stepId,
  name: z.string().max(200).optional(),
  position: position.optional(),
  group: groupName.optional(),
};

/** What every step has that does something. One that is `disabled` is passed over as if it were not there (`withoutDisabled`). */
export const stepCommon = { ...partCommon, disabled: z.boolean().optional() };

/** What a tool that can fail has besides, in place of the cycle's setting. It fails the same way each time, so that nothing is retried. */
export const toolCommon = {
  ...stepCommon,
  onError: z.enum(stepErrorActs).optional(),
  redact: redaction.optional(),
};

/** What a step that calls out has besides, in place of the cycle's setting. */
export const callCommon = { ...stepCommon, onError: errorPolicy.optional(), redact: redaction.optional() };
