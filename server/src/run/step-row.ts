import { newId } from "../base/id.ts";
import type { Intent, StepRow } from "./state.ts";

export interface RowPlace {
  step: string;
  /** As `pathOf` writes it. */
  path: string;
  startedAt: string;
  finishedAt: string | null;
}

/** An attempt of which nothing is known but where and when. */
export const blankRow = (place: RowPlace): Omit<StepRow, "number" | "status" | "port"> => ({
  id: newId(),
  ...place,
  repeated: false,
  input: null,
  output: null,
  request: null,
  response: null,
  error: null,
});

/** The attempt of an intent whose call is over. */
export const rowOf = (intent: Intent, finishedAt: string | null): StepRow => ({
  id: intent.id,
  step: intent.step,
  path: intent.path,
  number: intent.number,
  status: "succeeded",
  port: null,
  repeated: intent.repeated,
  input: intent.input,
  output: null,
  request: null,
  response: null,
  error: null,
  startedAt: intent.startedAt,
  finishedAt,
});
