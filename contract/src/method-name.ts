import { z } from "zod";

export const connectorName = z.string().regex(/^[a-z][a-z0-9-]*$/);
/** What a trigger takes only when it is asked to, such as `standby`. */
export const asideName = z.string().regex(/^[a-z][a-z0-9-]*$/);
export const methodName = z.string().regex(/^[a-z][a-z0-9-]*$/);
