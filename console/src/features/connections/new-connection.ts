import type { ConnectionCreate, Connector, OwnAppField, Setup } from "@velodrome/contract";
import { enteredValues, missingFields, schemaFields } from "./schema-fields.ts";
import { texts } from "./texts.ts";

/** A connection as it is being entered. */
export interface NewConnection {
  name: string;
  setup: string | null;
  verifyToken: string;
  /** Of an app that the connection brings, where its Setup asks for one. */
  app: Readonly<Partial<Record<OwnAppField, string>>>;
  properties: Readonly<Record<string, string>>;
}

export const emptyDraft = (connector: Connector, setups: readonly Setup[]): NewConnection => ({
  name: connector.title,
  setup: (setups.find(({ isDefault }) => isDefault) ?? setups[0])?.id ?? null,
  verifyToken: "",
  app: {},
  properties: {},
});

/** Where a connection's own Verify Token is asked for: not at all where its Setup is no Meta app. */
export function verifyTokenPlace(
  connector: Pick<Connector, "setup">,
  setups: readonly Pick<Setup, "id" | "hasVerifyToken">[],
  setup: string | null,
): "needed" | "override" | "none" {
  const chosen = setups.find(({ id }) => id === setup);
  if (chosen === undefined || connector.setup.versions.length === 0) return "none";
  return chosen.hasVerifyToken ? "override" : "needed";
}

type Asking = Pick<Setup, "id" | "hasVerifyToken" | "asks">;

/** What of an app of its own the connection is asked for. */
export const askedOf = (setups: readonly Pick<Setup, "id" | "asks">[], setup: string | null): readonly OwnAppField[] =>
  setups.find(({ id }) => id === setup)?.asks ?? [];

const ownFields = (connector: Pick<Connector, "properties">) =>
  schemaFields(connector.properties).filter(({ name }) => name !== "verifyToken");

/** What is still missing, by field. */
export function newConnectionProblems(
  connector: Pick<Connector, "properties" | "setup">,
  setups: readonly Asking[],
  draft: NewConnection,
): Record<string, string> {
  const missing = missingFields(ownFields(connector), draft.properties);
  if (draft.name.trim() === "") missing.push("name");
  const place = verifyTokenPlace(connector, setups, draft.setup);
  if (place === "needed" && draft.verifyToken.trim() === "") missing.push("verifyToken");
  missing.push(...askedOf(setups, draft.setup).filter((field) => (draft.app[field] ?? "").trim() === ""));
  return Object.fromEntries(missing.map((name) => [name, texts.required]));
}

export function toCreate(
  connector: Pick<Connector, "name" | "properties">,
  setups: readonly Pick<Setup, "id" | "asks">[],
  draft: NewConnection,
): ConnectionCreate {
  const app = askedOf(setups, draft.setup).map((field) => [field, (draft.app[field] ?? "").trim()]);
  const verifyToken = draft.verifyToken.trim();
  const properties = {
    ...enteredValues(ownFields(connector), draft.properties),
    ...(verifyToken === "" ? {} : { verifyToken }),
    ...Object.fromEntries(app),
  };
  return {
    connector: connector.name,
    name: draft.name.trim(),
    ...(draft.setup === null ? {} : { setup: draft.setup }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}
