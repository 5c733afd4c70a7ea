/** Texts that more than one feature says. Each feature keeps its own in its texts.ts. */
export const texts = {
  product: "Velodrome",
  tryAgain: "Try again",
  copy: "Copy",
  copied: "Copied",
  close: "Close",
  notNow: "Not now",
  loadMore: "Load more",
  loading: "Loading",
  justNow: "just now",
  anyMoment: "any moment now",
  accounts: "Accounts",
  clearFilters: "Clear filters",
  sandbox: "Sandbox",
  sandboxHint: "Stands in for Facebook: nobody outside sees it",
  documentTitle: (parts: readonly string[]) => [...parts, "Velodrome"].join(" · "),
  error: {
    heading: "This could not be loaded",
    noAnswer: "The server did not answer. Check your connection, or whether the server is running, and try again.",
    strangeAnswer: "The server's answer was not understood. Reload the page: it may be older than the server.",
    status: (status: number) =>
      `The server answered ${status} without saying why. Try again; if it goes on, look at its log.`,
    unexpected: "Something in this page failed. Reload it; if it happens again, tell whoever runs this installation.",
  },
  noPermission: {
    heading: "You cannot see this",
    text: "Your person has no access here. Ask an administrator of this installation for it.",
  },
  notFound: {
    heading: "Nothing here",
    text: "This address leads nowhere, or what was here is gone.",
    button: "Go to accounts",
  },
  crashed: { heading: "This page failed", button: "Reload the page" },
  offline: {
    heading: "You are offline",
    banner: "You are offline. What you see may be old; it goes on by itself when the connection is back.",
  },
  live: { live: "Live", connecting: "Connecting", reconnecting: "Reconnecting", offline: "Offline" },
  liveHint: {
    live: "Changes appear here as they happen",
    connecting: "Opening the live connection",
    reconnecting: "The live connection broke: what you see may be old",
    offline: "This device is offline: what you see may be old",
  },
} as const;
