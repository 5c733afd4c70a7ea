import { z } from "zod";

export const connectorName = z.string().regex(/^[a-z][a-z0-9-]*$/);
export const methodName = z.string().regex(/^[a-z][a-z0-9-]*$/);
