import { type ConnectionStatus, connectionStatuses } from "@velodrome/contract";

export type ConnectionMove =
  | "grant"
  | "authenticate"
  | "deauthenticate"
  | "reject"
  | "disable"
  | "enable"
  | "enable-empty";

const everyStatus = (to: ConnectionStatus) =>
  Object.fromEntries(connectionStatuses.map((from) => [from, to])) as Record<ConnectionStatus, ConnectionStatus>;

/** What each move makes of each status; a status that is not named stays as it is. */
const moves: Readonly<Record<ConnectionMove, Partial<Record<ConnectionStatus, ConnectionStatus>>>> = {
  // Somebody signed in and has not said yet which Page it is.
  grant: { new: "page_required" },
  // Whoever switched it off switches it on again: new credentials do not.
  authenticate: { ...everyStatus("authenticated"), disabled: "disabled" },
  deauthenticate: everyStatus("new"),
  reject: { authenticated: "needs_reauthentication" },
  disable: everyStatus("disabled"),
  enable: { disabled: "authenticated" },
  "enable-empty": { disabled: "new" },
};

export const nextStatus = (status: ConnectionStatus, move: ConnectionMove): ConnectionStatus =>
  moves[move][status] ?? status;
