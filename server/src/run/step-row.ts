import { newId } from "../base/id.ts";
import type { StepRow } from "./state.ts";

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
