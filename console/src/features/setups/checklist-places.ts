import type { ChecklistItem, Setup } from "@velodrome/contract";

interface Place {
  /** Where it is at Meta today, from the app's own menu on. */
  today: string;
  /** Where it is in the dashboard that some apps still show. */
  older: string;
}

const webhooks = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks";
const login = "https://developers.facebook.com/documentation/facebook-login/guides/advanced/manual-flow";

const places: Partial<Record<ChecklistItem, Place>> = {
  "client-secret": { today: "App settings › Basic › App secret › Show", older: "Settings › Basic › App Secret › Show" },
  "redirect-uri": {
    today: "Facebook Login for Business › Settings › Valid OAuth Redirect URIs",
    older: "Facebook Login › Settings › Valid OAuth Redirect URIs",
  },
  webhook: {
    today:
      "Use cases › Engage with customers on Messenger from Meta › Customize › Messenger API Settings › Configure webhooks › Verify and save",
    older: "Messenger › Settings › Webhooks › Edit callback URL › Verify and save",
  },
  fields: {
    today: "Use cases › Customize › Messenger API Settings › Configure webhooks › Subscribe",
    older: "Messenger › Settings › Webhooks › Add subscriptions",
  },
  "app-live": { today: "Publish", older: "App Mode › Live" },
  permissions: {
    today: "Use cases › Customize › App Review › Permissions and features",
    older: "App Review › Permissions and Features",
  },
  "privacy-urls": {
    today: "App settings › Basic; deauthorize callback: Facebook Login for Business › Settings",
    older: "Settings › Basic; deauthorize callback: Facebook Login › Settings",
  },
};

const pages: Partial<Record<ChecklistItem, string>> = { "redirect-uri": login, webhook: webhooks, fields: webhooks };

/** Where a row's value is entered at Meta; null for rows that are about this installation alone. */
export const placeOf = (item: ChecklistItem): Place | null => places[item] ?? null;

/** Meta's own page about a row. */
export const metaPageOf = (item: ChecklistItem): string | null => pages[item] ?? null;

/** The app's dashboard: Meta's, or that of whatever stands in for Meta. */
export const dashboardOf = (setup: Pick<Setup, "clientId" | "graphUrl" | "dialogUrl">): string =>
  setup.dialogUrl ??
  setup.graphUrl ??
  `https://developers.facebook.com/apps/${encodeURIComponent(setup.clientId ?? "")}/`;
