import { z } from "zod";
import { condition } from "./condition.ts";
import { toolCommon } from "./step-common.ts";

/** Ways out that every Switch or every step has under that name. */
const reservedPorts = ["default", "error"];

const switchCase = z.strictObject({
  /** The name of its way out; it never changes, `name` may. */
  id: z
    .string()
    .max(64)
    .regex(/^[a-z][A-Za-z0-9_-]*$/, "a case's id starts with a small letter and has only letters, digits, _ and -")
    .refine((id) => !reservedPorts.includes(id), "default and error are ways out of their own"),
  name: z.string().max(200).optional(),
  conditions: condition.optional(),
});

/** Goes out by the first case that holds, else by `default`. */
export const switchStep = z
  .strictObject({ ...toolCommon, type: z.literal("switch"), cases: z.array(switchCase).max(100).default([]) })
  .refine(({ cases }) => new Set(cases.map(({ id }) => id)).size === cases.length, {
    message: "two cases have the same id",
    path: ["cases"],
  });
export type SwitchStep = z.infer<typeof switchStep>;
