import type { Connection } from "@velodrome/contract";

/** How far a person has come on the way to a connected Page, as the page that opened the way shows it. */
export type ConnectStage =
  /** Nothing is under way: sign in, paste a token, or make a link. */
  | "begin"
  /** The way is being opened. */
  | "opening"
  /** The person is in the other window. */
  | "waiting"
  /** Somebody signs in whom this page did not send: by a setup link, or from before a reload. */
  | "elsewhere"
  /** The window was closed, and no result came. */
  | "closed"
  | "failed"
  | "expired"
  | "choosing"
  | "connected";

interface ConnectGiven {
  connection: Pick<Connection, "status" | "signIn">;
  /** The way is being asked for right now. */
  opening: boolean;
  /** The window was closed a while ago; a result may still come and then counts for more. */
  windowGone: boolean;
  /** Whether somebody tried on this page. What was tried before does not hide that a connection works. */
  tried: boolean;
  /** Somebody came to sign in anew to what works. */
  again: boolean;
}

/** What the server knows goes before what the window seems to say. */
export function connectStage({ connection, opening, windowGone, tried, again }: ConnectGiven): ConnectStage {
  if (opening) return "opening";
  const { status, signIn } = connection;
  const open = signIn?.status === "waiting" || signIn?.status === "started";
  if (open && tried) return windowGone ? "closed" : "waiting";
  if (status === "page_required" || (tried && signIn?.status === "choosing")) return "choosing";
  if (status === "authenticated") {
    if (tried && hasFailed(signIn)) return signIn?.status === "expired" ? "expired" : "failed";
    return again && !tried ? "begin" : "connected";
  }
  if (signIn?.status === "failed") return "failed";
  if (signIn?.status === "expired") return "expired";
  // A link that nobody has opened yet is no reason to wait.
  return signIn?.status === "started" ? "elsewhere" : "begin";
}

const hasFailed = (signIn: Connection["signIn"]): boolean =>
  signIn?.status === "failed" || signIn?.status === "expired";
