import type { ConnectionCreate, Connector, Setup } from "@velodrome/contract";
import { enteredValues, missingFields, schemaFields } from "./schema-fields.ts";
import { texts } from "./texts.ts";

/** A connection as it is being entered. */
export interface NewConnection {
  name: string;
  setup: string | null;
  verifyToken: string;
  properties: Readonly<Record<string, string>>;
}

export const emptyDraft = (connector: Connector, setups: readonly Setup[]): NewConnection => ({
  name: connector.title,
  setup: (setups.find(({ isDefault }) => isDefault) ?? setups[0])?.id ?? null,
  verifyToken: "",
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

const ownFields = (connector: Pick<Connector, "properties">) =>
  schemaFields(connector.properties).filter(({ name }) => name !== "verifyToken");

/** What is still missing, by field. */
export function newConnectionProblems(
  connector: Pick<Connector, "properties" | "setup">,
  setups: readonly Pick<Setup, "id" | "hasVerifyToken">[],
  draft: NewConnection,
): Record<string, string> {
  const missing = missingFields(ownFields(connector), draft.properties);
  if (draft.name.trim() === "") missing.push("name");
  const place = verifyTokenPlace(connector, setups, draft.setup);
  if (place === "needed" && draft.verifyToken.trim() === "") missing.push("verifyToken");
  return Object.fromEntries(missing.map((name) => [name, texts.required]));
}

export function toCreate(connector: Pick<Connector, "name" | "properties">, draft: NewConnection): ConnectionCreate {
  const verifyToken = draft.verifyToken.trim();
  const properties = {
    ...enteredValues(ownFields(connector), draft.properties),
    ...(verifyToken === "" ? {} : { verifyToken }),
  };
  return {
    connector: connector.name,
    name: draft.name.trim(),
    ...(draft.setup === null ? {} : { setup: draft.setup }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}
