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
