import { z } from "zod";
import { listQuery } from "./list.ts";

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
  /** Fields of the input that have choices, and the lookup that lists them. */
  lookups: z.record(z.string(), z.string()),
  /** Of a trigger: events that it takes only when its step asks for them (`also`). */
  asides: z.array(z.object({ name: z.string(), title: z.string(), description: z.string() })),
  /** Of an action: a person outside gets or sees what it does. */
  reachesPerson: z.boolean(),
});
export type ConnectorMethod = z.infer<typeof connectorMethod>;

export const connector = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  categories: z.array(z.string()),
  /** Inline SVG. */
  logo: z.string(),
  version: z.string(),
  setup: z.object({
    need: z.enum(["required", "optional", "none"]),
    graphVersion: z.string(),
    versions: z.array(z.object({ version: z.string(), until: z.iso.date().nullable() })),
    scopes: z.array(z.string()),
  }),
  /** How a connection is authenticated; `fields` are what a person enters, null for a sign-in. */
  auth: z.array(
    z.object({
      kind: z.enum(["oauth2", "api-key", "bearer", "basic", "none"]),
      title: z.string(),
      fields: jsonSchema.nullable(),
    }),
  ),
  /** What a connection is asked for besides. */
  properties: jsonSchema,
  /** `setup_required` before the first Setup of a connector that needs one. */
  state: z.enum(["setup_required", "ready"]),
  setups: z.number().int(),
  /** Accounts with a connection of it. */
  accounts: z.number().int(),
});
export type Connector = z.infer<typeof connector>;

export const connectorWithMethods = connector.extend({
  methods: z.array(connectorMethod),
  lookups: z.array(z.object({ name: z.string(), title: z.string() })),
});
export type ConnectorWithMethods = z.infer<typeof connectorWithMethods>;

/** `include=methods`: what a cycle is put together from, of all of them at once. */
export const connectorQuery = listQuery.extend({ include: z.enum(["methods"]).optional() });

/** One of the list: its methods and lookups are there when they were asked for. */
export const listedConnector = connector.extend(
  connectorWithMethods.pick({ methods: true, lookups: true }).partial().shape,
);
