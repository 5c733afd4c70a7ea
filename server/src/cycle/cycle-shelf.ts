import type { CycleLabels, CycleWithDocument, LabelsInUse } from "@velodrome/contract";
import type { Database } from "../db/database.ts";
import { answer, cycleNotFound, type CyclePlace, cycleUuid, findCycle, missingCycle } from "./cycles.ts";
import { listLabels, restoreDeleted, setLabels } from "./label-store.ts";

type ShelfDeps = { database: Database };

/** Puts a cycle into a folder and gives it tags, instead of those it had. The draft stays as it is. */
export async function labelCycle(
  { database }: ShelfDeps,
  place: CyclePlace,
  { folder, tags }: CycleLabels,
): Promise<CycleWithDocument> {
  const cycle = { accountId: place.accountId, id: cycleUuid(place.cycle) };
  return database.withAccount(place.accountId, async (scope) => {
    if (!(await setLabels(scope, cycle, { folder, tags: [...new Set(tags)] }))) throw await missingCycle(scope, place);
    return answer(scope, await findCycle(scope, place));
  });
}

export const readLabels = ({ database }: ShelfDeps, accountId: string): Promise<LabelsInUse> =>
  database.withAccount(accountId, (scope) => listLabels(scope, accountId));

/** Takes a cycle out of the recycle bin, with its versions. It runs when somebody starts it. */
export async function restoreCycle({ database }: ShelfDeps, place: CyclePlace): Promise<CycleWithDocument> {
  const cycle = { accountId: place.accountId, id: cycleUuid(place.cycle) };
  return database.withAccount(place.accountId, async (scope) => {
    if (!(await restoreDeleted(scope, cycle))) throw cycleNotFound(place.cycle);
    return answer(scope, await findCycle(scope, place));
  });
}
