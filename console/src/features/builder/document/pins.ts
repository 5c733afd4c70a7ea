import { type CycleDocument, pinsAtMost } from "@velodrome/contract";

/** JSON without what the database cannot keep: NUL characters and halves of pairs. */
const storable = (data: unknown): unknown =>
  JSON.parse(
    JSON.stringify(data ?? null, (_key, value: unknown) =>
      typeof value === "string" ? value.replaceAll("\u0000", "").toWellFormed() : value,
    ),
  );

const settled = (document: CycleDocument, pins: Record<string, unknown>): CycleDocument => {
  const { pins: _, ...rest } = document;
  return Object.keys(pins).length === 0 ? rest : { ...rest, pins };
};

/** The draft with what a step is to have given when it is tried. */
export const withPin = (document: CycleDocument, step: string, data: unknown): CycleDocument =>
  settled(document, { ...document.pins, [step]: storable(data) });

export function withoutPins(document: CycleDocument, steps: Iterable<string>): CycleDocument {
  const gone = new Set(steps);
  const pins = Object.entries(document.pins ?? {}).filter(([step]) => !gone.has(step));
  return pins.length === Object.keys(document.pins ?? {}).length
    ? document
    : settled(document, Object.fromEntries(pins));
}

/** Whether there is room for it beside the other pins. */
export const fitsAsPin = (document: CycleDocument, step: string, data: unknown): boolean =>
  JSON.stringify({ ...document.pins, [step]: data }).length <= pinsAtMost;
