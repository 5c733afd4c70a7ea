import type { QueryClient } from "@tanstack/react-query";
import { askAgain } from "../../lib/ask-again.ts";
import { setupHealthQuery } from "./get-setup-health.ts";
import { setupQuery } from "./get-setup.ts";
import { setupsQuery } from "./list-setups.ts";

/** What shows Setups at all, whichever it is. */
const lists = ["setups", "connectors", "connector"];

/** Asks again for what shows these Setups, where null stands for all. */
export async function refreshSetups(client: QueryClient, ids: ReadonlySet<string | null>): Promise<void> {
  const all = ids.has(null);
  await askAgain(client, {
    predicate: ({ queryKey: [name, , id] }) =>
      lists.includes(String(name)) || ((name === "setup" || name === "setup-health") && (all || ids.has(String(id)))),
  });
}

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
  await Promise.all(keys.map((queryKey) => askAgain(client, { queryKey })));
}
