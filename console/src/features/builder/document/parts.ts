import type { InputSource } from "@velodrome/contract";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const written = (value: unknown): InputSource => ({ value });

/** The items of a list as it is filled; null when it is filled as a whole, by an expression say. */
export function itemsOf(source: InputSource | undefined): readonly InputSource[] | null {
  if (source === undefined) return [];
  if ("list" in source) return source.list;
  return "value" in source && Array.isArray(source.value) ? source.value.map(written) : null;
}

/** The fields of an object as it is filled; null when it is filled as a whole. */
export function fieldsOf(source: InputSource | undefined): Readonly<Record<string, InputSource>> | null {
  if (source === undefined) return {};
  if ("fields" in source) return source.fields;
  if (!("value" in source) || !isRecord(source.value)) return null;
  return Object.fromEntries(Object.entries(source.value).map(([name, value]) => [name, written(value)]));
}

export const isWritten = (source: InputSource): source is { value: unknown } => "value" in source;

/** Items as one source: what is written here alone stays a plain value, as it is without this form. */
export const ofItems = (items: readonly InputSource[]): InputSource =>
  items.every(isWritten) ? { value: items.map(({ value }) => value) } : { list: [...items] };

/** Fields as one source, in the same way. */
export function ofFields(fields: Readonly<Record<string, InputSource>>): InputSource {
  const entries = Object.entries(fields);
  const plain = entries.flatMap(([name, source]) => (isWritten(source) ? [[name, source.value] as const] : []));
  return plain.length === entries.length ? { value: Object.fromEntries(plain) } : { fields: { ...fields } };
}

/** The list with one item at another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  const rest = items.filter((_, at) => at !== from);
  return item === undefined ? [...items] : [...rest.slice(0, to), item, ...rest.slice(to)];
}
