import { type Connection, type CycleDocument, isConnectedStep } from "@velodrome/contract";
import { withOnlyConnections } from "../document/only-connections.ts";

/** Whether nobody outside sees what these steps do: each of them goes by a connection of the sandbox. */
export function staysInSandbox(
  steps: readonly string[],
  document: CycleDocument,
  connections: readonly Connection[],
): boolean {
  const sandboxed = new Set(connections.filter(({ sandbox }) => sandbox).map(({ id }) => id));
  const byId = new Map(withOnlyConnections(document, connections).steps.map((step) => [step.id, step]));
  return steps.every((id) => {
    const step = byId.get(id);
    return step !== undefined && isConnectedStep(step) && sandboxed.has(step.connection ?? "");
  });
}
