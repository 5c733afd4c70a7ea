import { z } from "zod";
import { source, variableName } from "./source.ts";
import { toolCommon } from "./step-common.ts";

/** Gives variables of the cycle new values for the rest of the run, one after another. */
export const setVariablesStep = z.strictObject({
  ...toolCommon,
  type: z.literal("set-variables"),
  variables: z
    .array(z.strictObject({ name: variableName, value: source }))
    .max(100)
    .default([]),
});
export type SetVariablesStep = z.infer<typeof setVariablesStep>;
