import type { CycleDocument } from "@velodrome/contract";
import Elk from "elkjs/lib/elk-api.js";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";
import type { Point } from "../document/graph-edit.ts";
import { graphOf, placesIn } from "./tidy-graph.ts";
import { withNotes } from "./tidy-notes.ts";

/** Where each step would stand best, worked out beside the page. */
export async function tidyPositions(document: CycleDocument): Promise<Map<string, Point>> {
  const elk = new Elk({ workerUrl });
  try {
    return withNotes(document, placesIn(await elk.layout(graphOf(document))));
  } finally {
    elk.terminateWorker();
  }
}
