import { type CycleDocument, type CycleFile, type ImportedCycle, isMethodStep, type Step } from "@velodrome/contract";
import { newId, toWire } from "../base/id.ts";
import { readAccountConnections } from "../connection/connection-store.ts";
import type { Database } from "../db/database.ts";
import { type CycleConnection, toCycleConnection } from "./connection-choice.ts";
import { insertCycle } from "./cycle-store.ts";
import { answer, type CyclePlace, findCycle } from "./cycles.ts";
import { checkDocument } from "./document-check.ts";
import { withoutPins } from "./document-difference.ts";
import { setLabels } from "./label-store.ts";

type FileDeps = { database: Database };

const namedBy = (document: CycleDocument): string[] =>
  document.steps.flatMap((step) => (isMethodStep(step) && step.connection !== undefined ? [step.connection] : []));

/** A cycle's draft as a file. No secret stands in it, and nothing that people wrote: a connection is named by what it is called. */
export async function exportCycle({ database }: FileDeps, place: CyclePlace): Promise<CycleFile> {
  return database.withAccount(place.accountId, async (scope) => {
    const { name, folder, tags, draft } = await findCycle(scope, place);
    const named = new Set(namedBy(draft));
    const connections = (await readAccountConnections(scope, place.accountId))
      .map(toCycleConnection)
      .filter(({ id }) => named.has(id))
      .map(({ id, connector, name: own, externalId }) => [id, { connector, name: own, page: externalId }] as const);
    const marks = { velodrome: "cycle", format: 1 } as const;
    const document = withoutPins(draft);
    return { ...marks, name, folder, tags, document, connections: Object.fromEntries(connections) };
  });
}

/** The same connection, or the one of the same connector that stands for the same Page. */
function ownConnection(
  id: string,
  file: CycleFile["connections"],
  connections: readonly CycleConnection[],
): string | undefined {
  if (connections.some((own) => own.id === id)) return id;
  const meant = file[id];
  if (meant === undefined || meant.page === null) return undefined;
  return connections.find(({ connector, externalId }) => connector === meant.connector && externalId === meant.page)
    ?.id;
}

/** The document with connections of this account; a step whose connection it has not is left without. */
function settle(
  { document, connections: named }: CycleFile,
  connections: readonly CycleConnection[],
): { document: CycleDocument; withoutConnection: string[] } {
  const withoutConnection: string[] = [];
  const steps = document.steps.map((step): Step => {
    if (!isMethodStep(step) || step.connection === undefined) return step;
    const { connection: before, ...bare } = step;
    const connection = ownConnection(before, named, connections);
    if (connection !== undefined) return { ...bare, connection };
    withoutConnection.push(step.id);
    return bare;
  });
  return { document: { ...document, steps }, withoutConnection };
}

/** Makes a new cycle of a file, whichever account it came from. @throws AppError when its document is none */
export async function importCycle(deps: FileDeps, accountId: string, file: CycleFile): Promise<ImportedCycle> {
  checkDocument(file.document);
  return deps.database.withAccount(accountId, async (scope) => {
    const connections = (await readAccountConnections(scope, accountId)).map(toCycleConnection);
    const { document, withoutConnection } = settle(file, connections);
    const { id } = await insertCycle(scope, { accountId, id: newId(), name: file.name, document });
    await setLabels(scope, { accountId, id }, file);
    const place = { accountId, cycle: toWire("cycle", id) };
    return { cycle: await answer(scope, await findCycle(scope, place)), withoutConnection };
  });
}
