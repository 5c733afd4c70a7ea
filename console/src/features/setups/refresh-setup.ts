import type { QueryClient } from "@tanstack/react-query";
import { setupHealthQuery } from "./get-setup-health.ts";
import { setupQuery } from "./get-setup.ts";
import { setupsQuery } from "./list-setups.ts";

/**
 * Asks again for everything that shows a Setup. The library counts Setups and says which connectors lack one; notices
 * speak of what may just have been mended.
 */
export async function refreshSetup(client: QueryClient, connector: string, id: string): Promise<void> {
  const keys = [
    setupQuery(connector, id).queryKey,
    setupHealthQuery(connector, id).queryKey,
    setupsQuery(connector).queryKey,
    ["connectors"],
    ["connector", connector],
    ["notices"],
  ];
  await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}
