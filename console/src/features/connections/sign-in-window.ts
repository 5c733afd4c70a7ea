/** Windows in which somebody signs in, by connection: the page that opened one may be left for another meanwhile. */
const windows = new Map<string, Window>();

const name = "velodrome-sign-in";
const size = "popup,width=620,height=760";

/**
 * Opens an empty window at once, because browsers allow one only while a click is being answered.
 * Null where they allow none, and on a narrow screen, where a second window is no help: then the whole page goes.
 */
export function openSignInWindow(): Window | null {
  if (window.matchMedia("(max-width: 48em)").matches) return null;
  return window.open("about:blank", name, size);
}

export function leadSignInWindow(connection: string, opened: Window, url: string): void {
  windows.set(connection, opened);
  opened.location.replace(url);
  opened.focus();
}

export const signInWindowOf = (connection: string): Window | null => windows.get(connection) ?? null;

export function closeSignInWindow(connection: string): void {
  windows.get(connection)?.close();
  windows.delete(connection);
}
