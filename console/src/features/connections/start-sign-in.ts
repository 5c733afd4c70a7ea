import { authorizeConnection } from "./authorize-connection.ts";
import { leadSignInWindow } from "./sign-in-window.ts";

interface Start {
  account: string;
  connection: string;
  /** Opened while the click was answered; null: this page itself goes, and comes back. */
  opened: Window | null;
}

/** Path of the page on which a connection is connected. */
const connectPath = (account: string, connection: string): string =>
  `/accounts/${encodeURIComponent(account)}/connections/${encodeURIComponent(connection)}/connect`;

/** Has a way through the connect page opened and leads the window there. */
export async function startSignIn({ account, connection, opened }: Start): Promise<void> {
  const returnUrl = `${window.location.origin}${connectPath(account, connection)}`;
  try {
    const { authorizationUrl } = await authorizeConnection(account, connection, opened === null ? { returnUrl } : {});
    if (opened === null) window.location.assign(authorizationUrl);
    else leadSignInWindow(connection, opened, authorizationUrl);
  } catch (error) {
    opened?.close();
    throw error;
  }
}

/** Begun on one page, to be followed on another. */
const begun = new Map<string, Promise<PromiseSettledResult<void>>>();

/**
 * Begins a sign-in on the page where the window was opened. It is led on from there, because the page that follows may come
 * anew from the server (after an upgrade its script is another one), and then knows of no window. Ends when the window is
 * on its way; how it went is told to the page that follows.
 */
export async function beginSignIn(start: Start): Promise<void> {
  const outcome = Promise.allSettled([startSignIn(start)]).then(([only]) => only);
  begun.set(start.connection, outcome);
  // Where none was opened the page itself goes as soon as it can; by then the page that follows is the one to come back to.
  if (start.opened !== null) await outcome;
}

/** Once: undefined when nothing was begun elsewhere. Throws what the sign-in failed of. */
export function takeBegunSignIn(connection: string): (() => Promise<void>) | undefined {
  const outcome = begun.get(connection);
  begun.delete(connection);
  if (outcome === undefined) return undefined;
  return async () => {
    const settled = await outcome;
    if (settled.status === "rejected") throw settled.reason;
  };
}
