import { type CycleDocument, cycleDocument } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";

/**
 * A document as it stands in the database.
 * @throws AppError unavailable where a newer release has written what this one does not know
 */
export function readStoredDocument(stored: unknown): CycleDocument {
  const { data, error: cause } = cycleDocument.safeParse(stored);
  if (data !== undefined) return data;
  const message =
    "This cycle is not one that this process can read: a newer release of Velodrome has saved it. Ask a process of that release, or update this one to it.";
  throw new AppError("unavailable", { message }, { cause });
}
