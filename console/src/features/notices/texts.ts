/** Texts of the notices over every page. */
export const texts = {
  label: "Notices",
  more: (count: number) => (count === 1 ? "1 more notice" : `${count} more notices`),
  dismiss: "Dismiss",
  dismissOf: (message: string) => `Dismiss: ${message}`,
  dismissFailed: "The notice was not put away",
  link: "Copy the link for the account's person",
  openSetup: "Open the Setup",
  openConnection: "Open the connection",
  openSettings: "Open General Settings",
} as const;
