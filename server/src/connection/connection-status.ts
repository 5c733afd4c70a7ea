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

/** A status, and of one that is switched off whether it needs a person once it is on again. */
export interface Standing {
  status: ConnectionStatus;
  rejected: boolean;
}

export function nextStanding({ status, rejected }: Standing, move: ConnectionMove): Standing {
  const next = moves[move][status] ?? status;
  if (next !== "disabled") {
    const isRejected = status === "disabled" && rejected && move !== "deauthenticate";
    return { status: isRejected ? "needs_reauthentication" : next, rejected: false };
  }
  if (status !== "disabled") return { status: next, rejected: status === "needs_reauthentication" };
  return { status: next, rejected: move === "reject" || (rejected && move !== "authenticate") };
}
