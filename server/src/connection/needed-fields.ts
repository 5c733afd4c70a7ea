import type { Connector } from "@velodrome/kit";

/** Fields that a Setup's application must send: those always wanted, and what running cycles listen to besides. */
export function neededFields(
  { target }: Pick<Connector, "target">,
  heard: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return fieldsFor(target, [...heard.values()].flat());
}

/** The same for one Page. */
export function neededFieldsOf(
  { target }: Pick<Connector, "target">,
  heard: ReadonlyMap<string, readonly string[]>,
  externalId: string,
): readonly string[] {
  return fieldsFor(target, heard.get(externalId) ?? []);
}

function fieldsFor(target: Connector["target"], methods: readonly string[]): readonly string[] {
  return target === null ? [] : [...new Set([...target.fields, ...target.fieldsOf([...new Set(methods)])])];
}

export const missingFields = (needed: readonly string[], present: readonly string[]): readonly string[] =>
  needed.filter((field) => !present.includes(field));
