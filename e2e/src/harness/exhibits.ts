import type { Page } from "playwright-core";
import type { GalleryScene } from "./gallery-scene.ts";

/** One page of the console, or a dialog over it, as it is photographed and looked over. */
export interface Exhibit {
  readonly name: string;
  readonly path: string;
  /** What says that it is all there. */
  readonly heading: string;
  /** Seen by people who are not signed in. */
  readonly signedOut?: true;
  /** Opens what lies over the page. */
  readonly open?: (page: Page) => Promise<void>;
  /** In CSS pixels: what is not there on narrower or wider screens. */
  readonly from?: number;
  readonly below?: number;
}

export const isAt = ({ from = 0, below = Number.POSITIVE_INFINITY }: Exhibit, width: number): boolean =>
  width >= from && width < below;

const own = "/accounts/blue-bakery";

const partnerPages = ({ setup, lastMessage }: GalleryScene): Exhibit[] => [
  { name: "dashboard", path: "/", heading: "Dashboard" },
  { name: "accounts", path: "/accounts", heading: "Accounts" },
  { name: "all-runs", path: "/runs", heading: "Runs" },
  { name: "all-events", path: "/events", heading: "Events" },
  { name: "all-trace", path: `/trace?event=${lastMessage}`, heading: "Trace a message" },
  { name: "connectors", path: "/connectors", heading: "Connectors" },
  { name: "connector", path: "/connectors/facebook-messenger", heading: "Facebook Messenger" },
  { name: "setup", path: `/connectors/facebook-messenger/setups/${setup}`, heading: "Acme Chat" },
  { name: "new-setup", path: "/connectors/facebook-messenger/setups/new", heading: "New Setup of Facebook Messenger" },
  { name: "guide", path: "/guide/facebook-messenger", heading: "Facebook Messenger" },
  { name: "settings", path: "/settings/general", heading: "General Settings" },
  { name: "not-found", path: "/nowhere", heading: "Nothing here" },
];

const accountPages = (scene: GalleryScene): Exhibit[] => {
  const { page, writer, connection, fresh, replying, changed, nightly, failedRun, firstMessage, lastMessage } = scene;
  const cycle = `${own}/cycles/${replying.id}`;
  return [
    { name: "overview", path: own, heading: "Overview" },
    { name: "cycles", path: `${own}/cycles`, heading: "Cycles" },
    { name: "cycle", path: cycle, heading: "Reply" },
    { name: "builder", path: `${cycle}/build`, heading: "Reply" },
    { name: "builder-group", path: `${own}/cycles/${changed}/build`, heading: "Prices" },
    { name: "builder-step", path: `${cycle}/build?step=reply`, heading: "Reply" },
    { name: "builder-schedule", path: `${own}/cycles/${nightly}/build?step=evening`, heading: "Every evening" },
    { name: "run-on-canvas", path: `${cycle}/build?run=${failedRun}&step=reply`, heading: "Reply" },
    { name: "connections", path: `${own}/connections`, heading: "Connections" },
    { name: "new-connection", path: `${own}/connections/new`, heading: "New connection" },
    {
      name: "new-connection-form",
      path: `${own}/connections/new?connector=facebook-messenger`,
      heading: "New connection",
    },
    { name: "connection", path: `${own}/connections/${connection}`, heading: page.name },
    { name: "connect", path: `${own}/connections/${fresh}/connect`, heading: "Connect Second shop" },
    { name: "runs", path: `${own}/runs`, heading: "Runs" },
    { name: "runs-failures", path: `${own}/runs?failures=true`, heading: "Runs" },
    { name: "run", path: `${own}/runs/${failedRun}`, heading: "Run of Reply" },
    { name: "events", path: `${own}/events`, heading: "Events" },
    { name: "event", path: `${own}/events/${lastMessage}`, heading: "Message event" },
    { name: "trace", path: `${own}/trace?event=${firstMessage}`, heading: "Trace a message" },
    { name: "conversations", path: `${own}/conversations`, heading: "Conversations" },
    {
      name: "conversation",
      path: `${own}/conversations/${page.id}/${writer}`,
      heading: `Conversation with ${writer}`,
    },
    { name: "recycle-bin", path: `${own}/recycle-bin`, heading: "Recycle bin" },
    { name: "variables", path: `${own}/variables`, heading: "Variables" },
    { name: "account-settings", path: `${own}/settings`, heading: "Account settings" },
    { name: "privacy", path: `${own}/privacy`, heading: "Privacy" },
  ];
};

const entryPages = ({ connectPath }: GalleryScene): Exhibit[] => [
  { name: "sign-in", path: "/sign-in", heading: "Sign in", signedOut: true },
  { name: "first-sign-in", path: "/first-sign-in?token=any", heading: "Create the administrator", signedOut: true },
  { name: "person-connects", path: connectPath, heading: "Connect Facebook Messenger", signedOut: true },
];

/** Every page of the console, and the one on which an account's person connects. */
export const exhibitsOf = (scene: GalleryScene): Exhibit[] => [
  ...partnerPages(scene),
  ...accountPages(scene),
  ...entryPages(scene),
];
