import type { ActOf } from "../../lib/keys/acts.ts";

/** Where each key after that for going leads: in an account to its own page of that kind, if it has one. */
const targets: Readonly<Record<ActOf<"go">, { partner: string | null; account: string | null }>> = {
  dashboard: { partner: "/", account: "" },
  accounts: { partner: "/accounts", account: null },
  cycles: { partner: null, account: "/cycles" },
  connections: { partner: "/connectors", account: "/connections" },
  runs: { partner: "/runs", account: "/runs" },
  events: { partner: "/events", account: "/events" },
  talks: { partner: null, account: "/conversations" },
  trace: { partner: "/trace", account: "/trace" },
};

/** The address that an act leads to, or null where it leads nowhere. */
export function goTarget(act: ActOf<"go">, account: string | null): string | null {
  const target = targets[act];
  if (account !== null && target.account !== null) return `/accounts/${encodeURIComponent(account)}${target.account}`;
  return target.partner;
}
