import type { ValueKind } from "../document/input-field.ts";
import { texts } from "./field-texts.ts";
import type { Limits } from "./source-props.ts";

/** Up to so many characters it is always told how many there are; of longer texts only near the end. */
const shortText = 100;
const near = 0.8;

/** What keeps a value that is written here from being taken, as far as limits go; null when nothing does. */
export function limitFlaw(kind: ValueKind, value: unknown, { least, most }: Limits): string | null {
  if (kind === "text" && typeof value === "string" && value !== "") {
    if (most !== null && value.length > most) return texts.tooLong(value.length, most);
    return least !== null && value.length < least ? texts.tooShort(least) : null;
  }
  if (kind !== "number" || typeof value !== "number") return null;
  const outside = (least !== null && value < least) || (most !== null && value > most);
  return outside ? texts.between(least, most) : null;
}

/** How long a text is of how long it may be, where that comes close. */
export function lengthTold(value: unknown, { most }: Limits): string | null {
  if (most === null || typeof value !== "string" || value === "") return null;
  return most <= shortText || value.length > most * near ? texts.lengthOf(value.length, most) : null;
}

/** What is wrong with the length of a sample that would be put in. */
export const sampleFlaw = (kind: ValueKind, sample: unknown, { most }: Limits): string | null =>
  kind === "text" && most !== null && typeof sample === "string" && sample.length > most
    ? texts.tooLongInSample(sample.length, most)
    : null;
