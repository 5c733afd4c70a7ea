import { type Connection, type CycleDocument, isConnectedStep } from "@velodrome/contract";

type Known = Pick<Connection, "id" | "connector">;

/** The account's connection of a connector, where there is just one to choose. */
export function onlyConnection(connector: string, connections: readonly Known[]): string | null {
  const [only, another] = connections.filter((one) => one.connector === connector);
  return only !== undefined && another === undefined ? only.id : null;
}

/**
 * The document as it would be published: a step that names no connection takes its account's only one. Compared with a
 * version without that, each such step would look as if somebody had changed it.
 */
export const withOnlyConnections = (document: CycleDocument, connections: readonly Known[]): CycleDocument => ({
  ...document,
  steps: document.steps.map((step) => {
    if (!isConnectedStep(step) || step.connection !== undefined) return step;
    const connection = onlyConnection(step.connector, connections);
    return connection === null ? step : { ...step, connection };
  }),
});
