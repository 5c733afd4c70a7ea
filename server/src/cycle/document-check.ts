import { type CycleDocument, graphFlaws } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";

/** In JSON as `JSON.stringify` writes it, an escaped NUL or half a surrogate pair: what `jsonb` refuses. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** What no draft may have, finished or not. @throws AppError with every flaw. */
export function checkDocument(document: CycleDocument): void {
  const flaws = graphFlaws(document);
  if (flaws.length > 0) {
    const message = `The cycle's document is not sound. ${flaws.map((flaw) => flaw.message).join(" ")}`;
    throw new AppError("invalid_request", { message, details: { flaws } });
  }
  if (unstorable.test(JSON.stringify(document))) {
    const message = "The cycle's document has a character that cannot be kept (NUL or half of a pair). Remove it.";
    throw new AppError("invalid_request", { message });
  }
}
