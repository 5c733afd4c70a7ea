/** What is pressed after G, and where it leads: in an account to its own page of that kind, if it has one. */
export const goKeys = {
  d: { name: "dashboard", partner: "/", account: "" },
  a: { name: "accounts", partner: "/accounts", account: null },
  c: { name: "cycles", partner: null, account: "/cycles" },
  o: { name: "connections", partner: "/connectors", account: "/connections" },
  r: { name: "runs", partner: "/runs", account: "/runs" },
  e: { name: "events", partner: "/events", account: "/events" },
  p: { name: "talks", partner: null, account: "/conversations" },
  t: { name: "trace", partner: "/trace", account: "/trace" },
} as const;

type GoKey = keyof typeof goKeys;

const isGoKey = (key: string): key is GoKey => Object.hasOwn(goKeys, key);

/** The address that a key leads to, or null where it leads nowhere. */
export function goTarget(key: string, account: string | null): string | null {
  if (!isGoKey(key)) return null;
  const target = goKeys[key];
  if (account !== null && target.account !== null) return `/accounts/${encodeURIComponent(account)}${target.account}`;
  return target.partner;
}
