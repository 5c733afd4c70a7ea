import { isDeepStrictEqual } from "node:util";
import { type CycleDocument, isConnectedStep } from "@velodrome/contract";

/** What a version is made of: test data is the draft's alone. */
export function withoutPins(draft: CycleDocument): CycleDocument {
  const { pins: _, ...document } = draft;
  return document;
}

/**
 * Whether a draft says something else than the version made of it. A version names every connection; a draft that
 * leaves one to be chosen does not differ by that.
 */
export function differsFrom(published: CycleDocument, draft: CycleDocument): boolean {
  const connections = new Map(
    published.steps.map((step) => [step.id, "connection" in step ? step.connection : undefined]),
  );
  const steps = draft.steps.map((step) => {
    const chosen = connections.get(step.id);
    const open = isConnectedStep(step) && step.connection === undefined && chosen !== undefined;
    return open ? { ...step, connection: chosen } : step;
  });
  return !isDeepStrictEqual(withoutPins({ ...draft, steps }), published);
}
