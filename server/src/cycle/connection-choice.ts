import { type ConnectionStatus, type CycleDocument, isConnectedStep, type Step } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import type { ConnectionRecord } from "../connection/connection-store.ts";

/** What a cycle needs to know of one of its account's connections. */
export interface CycleConnection {
  /** As documents name it. */
  id: string;
  connector: string;
  name: string;
  status: ConnectionStatus;
  setupId: string | null;
  externalId: string | null;
}

export const toCycleConnection = (connection: ConnectionRecord): CycleConnection => ({
  id: toWire("connection", connection.id),
  connector: connection.connector,
  name: connection.name,
  status: connection.status,
  setupId: connection.setupId,
  externalId: connection.externalId,
});

/** The connection a step uses: the one it names, or its account's only one of that connector. Null when there is none. */
export function connectionOf(step: Step, connections: readonly CycleConnection[]): string | null {
  if (!isConnectedStep(step)) return null;
  if (step.connection !== undefined) return step.connection;
  const [only, another] = connections.filter(({ connector }) => connector === step.connector);
  return only !== undefined && another === undefined ? only.id : null;
}

/** The document with every step's connection named: a version must not change when connections are added. */
export function withConnections(document: CycleDocument, connections: readonly CycleConnection[]): CycleDocument {
  return {
    ...document,
    steps: document.steps.map((step) => {
      const connection = connectionOf(step, connections);
      return connection === null ? step : { ...step, connection };
    }),
  };
}
