import { z } from "zod";

/** JSON Schema, made from a method's zod shape. */
const jsonSchema = z.record(z.string(), z.unknown());

export const connectorMethod = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  type: z.enum(["trigger", "action"]),
  /** Of an action: what it takes. Null for triggers. */
  input: jsonSchema.nullable(),
  output: jsonSchema.nullable(),
});
export type ConnectorMethod = z.infer<typeof connectorMethod>;

export const connector = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  categories: z.array(z.string()),
  /** Inline SVG. */
  logo: z.string(),
});
export type Connector = z.infer<typeof connector>;

export const connectorWithMethods = connector.extend({ methods: z.array(connectorMethod) });
export type ConnectorWithMethods = z.infer<typeof connectorWithMethods>;
