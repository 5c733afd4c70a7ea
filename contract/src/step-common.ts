import { z } from "zod";
import { stepId } from "./source.ts";

const position = z.strictObject({ x: z.number(), y: z.number() });

/** What every step has: `name` is what people see, `position` where it stands on the canvas. */
export const stepCommon = { id: stepId, name: z.string().max(200).optional(), position: position.optional() };
