import { type Connection, type CycleDocument, isConnectedStep } from "@velodrome/contract";

/**
 * The document as it would be published: a step that names no connection takes its account's only one. Compared with a
 * version without that, each such step would look as if somebody had changed it.
 */
export const withOnlyConnections = (
  document: CycleDocument,
  connections: readonly Pick<Connection, "id" | "connector">[],
): CycleDocument => ({
  ...document,
  steps: document.steps.map((step) => {
    if (!isConnectedStep(step) || step.connection !== undefined) return step;
    const [only, another] = connections.filter(({ connector }) => connector === step.connector);
    return only === undefined || another !== undefined ? step : { ...step, connection: only.id };
  }),
});
