import { freshSecret, mergeSeed, type Seed } from "./seed.ts";
import type { State } from "./shape.ts";

const pageTasks = ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"];
const withoutMessaging = ["ADVERTISE", "ANALYZE"];

const messengerPermissions = [
  "pages_messaging",
  "pages_manage_metadata",
  "pages_show_list",
  "pages_read_engagement",
  "business_management",
];

const names: Readonly<Record<string, string>> = {
  "100000000000101": "Linden Street Florist",
  "100000000000102": "Linden Street Weddings",
  "100000000000103": "Old Mill Events",
  "100000000000104": "North Pier Sailing",
  "100000000000105": "North Pier Café",
  "100000000000106": "Harbour Festival",
};

const chain = Array.from({ length: 32 }, (_, index) => ({
  id: String(100_000_000_000_201 + index),
  name: `Quickbrew Coffee, shop ${index + 1}`,
}));

const role = (id: string, tasks = pageTasks) => ({ id, tasks });

const people: Seed["people"] = [
  {
    id: "7000000000000101",
    name: "Nora Lindqvist",
    pages: [role("100000000000101"), role("100000000000102"), role("100000000000103")],
  },
  // Shares Old Mill Events with Nora.
  {
    id: "7000000000000102",
    name: "Tomasz Zielinski",
    pages: [role("100000000000103"), role("100000000000104"), role("100000000000105")],
  },
  { id: "7000000000000103", name: "Farah Haddad", pages: [role("100000000000106", withoutMessaging)] },
  { id: "7000000000000104", name: "Ines Duarte" },
  // More than one page of /me/accounts.
  { id: "7000000000000105", name: "Viktor Hale", pages: chain.map(({ id }) => role(id)) },
];

/** Apps that have everything still before them: no redirect URI, no webhook, no field. */
const apps = (): Seed["apps"] => [
  { id: "820000000000101", secret: freshSecret(), name: "Acme Chat", login: "classic", fields: [] },
  {
    id: "820000000000102",
    secret: freshSecret(),
    name: "Acme Chat for Business",
    login: "business",
    fields: [],
    configurations: [
      {
        id: "930000000000001",
        name: "Pages of the person",
        through: "user",
        permissions: messengerPermissions,
        expires: "never",
      },
      {
        id: "930000000000002",
        name: "Pages of the business",
        through: "system-user",
        permissions: messengerPermissions,
        expires: "never",
      },
    ],
  },
];

/** Adds, once, people who have Pages and apps they can sign in to, beside whatever a seed brought. */
export function addCast(state: State): void {
  if (state.cast) return;
  const absent = (list: { id: string }[]) => (one: { id: string }) => list.every((known) => known.id !== one.id);
  const pages = [...Object.entries(names).map(([id, name]) => ({ id, name })), ...chain];
  mergeSeed(state, {
    apps: apps().filter(absent(state.apps)),
    pages: pages.filter(absent(state.pages)),
    people: people.filter(absent(state.people)),
  });
  state.cast = true;
}
