/** Texts about accounts. */
export const texts = {
  heading: "Accounts",
  hint: "Each account is one customer, with its own connections, cycles and runs.",
  table: "Accounts",
  name: "Name",
  externalId: "External id",
  timezone: "Time zone",
  created: "Created",
  none: "No account yet",
  noneHint: "An account is made through the API: POST /v1/accounts with a name.",
  noneAct: "Open the API reference",
  switch: "Switch account",
  all: "All accounts",
} as const;
