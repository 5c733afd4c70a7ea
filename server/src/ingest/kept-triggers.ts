import type { ConnectorMap, KeptItem } from "@velodrome/kit";
import { readSetup } from "../connection/setup-store.ts";
import type { Database } from "../db/database.ts";

/** What kept events of a Setup are for, by their connector; for nothing when one of the two is gone. */
export async function triggersIn(
  { database, connectors }: { database: Pick<Database, "engine">; connectors: ConnectorMap },
  setupId: string | null,
): Promise<(event: KeptItem) => readonly string[]> {
  const setup = setupId === null ? null : await readSetup(database.engine, setupId);
  const webhooks = setup && connectors.get(setup.connector)?.webhooks;
  return (event) => (webhooks ? webhooks.triggersOf(event, setup) : []);
}
