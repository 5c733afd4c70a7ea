import type { InputSource } from "@velodrome/contract";
import type { Shape, Way } from "./input-field.ts";
import { fieldsOf, isWritten, itemsOf, ofFields } from "./parts.ts";

/** Whether a source is one of a shape's parts, or can be shown as such. */
export function hasParts({ parts }: Shape, source: InputSource | undefined): boolean {
  if (parts === null) return false;
  if (parts.kind === "list") return itemsOf(source) !== null;
  if (parts.kind === "either") return source === undefined || wayOf(parts.ways, source) !== null;
  return fieldsOf(source) !== null;
}

function fits(shape: Shape, source: InputSource): boolean {
  const { kind, parts, only } = shape;
  if (parts !== null) {
    if (!hasParts(shape, source)) return false;
    const fields = parts.kind === "fields" ? fieldsOf(source) : null;
    if (parts.kind !== "fields" || fields === null) return true;
    const known = new Map(parts.fields.map((field) => [field.name, field]));
    return Object.entries(fields).every(([name, each]) => {
      const field = known.get(name);
      return field !== undefined && (field.only === undefined || fits(field, each));
    });
  }
  if (!isWritten(source)) return !("list" in source) && !("fields" in source);
  const { value } = source;
  if (only !== undefined) return value === only;
  if (kind === "text" || kind === "choice") return typeof value === "string" || typeof value === "number";
  if (kind === "number" || kind === "flag") return typeof value === (kind === "flag" ? "boolean" : "number");
  return kind === "json";
}

/** Which of several things a source is, by the first that it can be; null for none of them. */
export function wayOf(ways: readonly Way[], source: InputSource): number | null {
  const found = ways.findIndex(({ shape }) => fits(shape, source));
  return found < 0 ? null : found;
}

/** Nothing yet, in a shape: what tells it from other shapes is there already. */
export function emptyOf({ kind, parts, only }: Shape): InputSource {
  if (only !== undefined) return { value: only };
  if (parts === null) return { value: kind === "flag" ? false : kind === "list" ? [] : kind === "object" ? {} : "" };
  if (parts.kind === "either") return parts.ways[0] === undefined ? { value: "" } : emptyOf(parts.ways[0].shape);
  if (parts.kind === "list") return { value: [] };
  if (parts.kind === "names") return { value: {} };
  const needed = parts.fields.filter((field) => field.required || field.only !== undefined);
  return ofFields(Object.fromEntries(needed.map((field) => [field.name, emptyOf(field)])));
}

/** The first field of an object that takes text. */
const textField = ({ parts }: Shape): string | null =>
  (parts?.kind === "fields" &&
    parts.fields.find(({ kind, only, required }) => kind === "text" && only === undefined && required)?.name) ||
  null;

/** A source as another of several things: what both have in common stays, a text becomes the first text of an object. */
export function turnedInto(from: Shape | null, to: Shape, source: InputSource): InputSource {
  const fields = from?.parts?.kind === "fields" ? fieldsOf(source) : null;
  if (to.parts?.kind === "fields") {
    const known = to.parts.fields;
    const text = textField(to);
    const kept = fields ?? (text === null || from === null || from.parts !== null ? {} : { [text]: source });
    const same = known.flatMap(({ name, only }) => {
      const each = Object.hasOwn(kept, name) ? kept[name] : undefined;
      return each === undefined || only !== undefined ? [] : [[name, each] as const];
    });
    return ofFields({ ...fieldsOf(emptyOf(to)), ...Object.fromEntries(same) });
  }
  const text = from === null || fields === null ? null : textField(from);
  return (text === null ? undefined : fields?.[text]) ?? emptyOf(to);
}
