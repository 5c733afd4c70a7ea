import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { sessionQuery } from "../features/session/get-session.ts";
import { Frame } from "./frame/frame.tsx";
import { lazyPage } from "./lazy-page.ts";
import { AccountLayout } from "./pages/account-layout.tsx";
import { AccountsPage } from "./pages/accounts-page.tsx";
import { CrashedPage } from "./pages/crashed-page.tsx";
import { FirstSignInPage } from "./pages/first-sign-in-page.tsx";
import { AstrayPage, NotFoundPage } from "./pages/not-found-page.tsx";
import { parseSearch, stringifySearch } from "./search-text.ts";
import { SignInPage } from "./pages/sign-in-page.tsx";
import {
  builderSearch,
  connectSearch,
  conversationsSearch,
  cyclesSearch,
  dashboardSearch,
  connectorsSearch,
  eventsSearch,
  firstSignInSearch,
  newConnectionSearch,
  runsSearch,
  signInSearch,
  traceSearch,
} from "./search.ts";

/** The frame comes with the first load; a page when it is opened, or pointed at. */
const root = createRootRouteWithContext<{ client: QueryClient }>()({ notFoundComponent: AstrayPage });

export const signInPath = "/sign-in";

const signIn = createRoute({
  getParentRoute: () => root,
  path: signInPath,
  validateSearch: signInSearch,
  component: SignInPage,
});

const firstSignIn = createRoute({
  getParentRoute: () => root,
  path: "/first-sign-in",
  validateSearch: firstSignInSearch,
  component: FirstSignInPage,
});

/** Everything in the frame is for people who are signed in. */
const frame = createRoute({
  getParentRoute: () => root,
  id: "frame",
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: signInPath, search: { back: location.href } });
  },
  component: Frame,
});

const dashboard = createRoute({
  getParentRoute: () => frame,
  path: "/",
  validateSearch: dashboardSearch,
  component: lazyPage(() => import("./pages/dashboard-page.tsx"), "DashboardPage"),
});

const accounts = createRoute({ getParentRoute: () => frame, path: "/accounts", component: AccountsPage });

const account = createRoute({ getParentRoute: () => frame, path: "/accounts/$account", component: AccountLayout });

const overview = createRoute({
  getParentRoute: () => account,
  path: "/",
  validateSearch: dashboardSearch,
  component: lazyPage(() => import("./pages/overview-page.tsx"), "OverviewPage"),
});

const cycles = createRoute({
  getParentRoute: () => account,
  path: "/cycles",
  validateSearch: cyclesSearch,
  component: lazyPage(() => import("./pages/cycles-page.tsx"), "CyclesPage"),
});

const recycleBin = createRoute({
  getParentRoute: () => account,
  path: "/recycle-bin",
  component: lazyPage(() => import("./pages/recycle-bin-page.tsx"), "RecycleBinPage"),
});

const cycle = createRoute({
  getParentRoute: () => account,
  path: "/cycles/$cycle",
  component: lazyPage(() => import("./pages/cycle-page.tsx"), "CyclePage"),
});

const builder = createRoute({
  getParentRoute: () => account,
  path: "/cycles/$cycle/build",
  validateSearch: builderSearch,
  component: lazyPage(() => import("./pages/builder-page.tsx"), "BuilderPage"),
});

const connections = createRoute({
  getParentRoute: () => account,
  path: "/connections",
  component: lazyPage(() => import("./pages/connections-page.tsx"), "ConnectionsPage"),
});

const newConnection = createRoute({
  getParentRoute: () => account,
  path: "/connections/new",
  validateSearch: newConnectionSearch,
  component: lazyPage(() => import("./pages/new-connection-page.tsx"), "NewConnectionPage"),
});

const connection = createRoute({
  getParentRoute: () => account,
  path: "/connections/$connection",
  component: lazyPage(() => import("./pages/connection-page.tsx"), "ConnectionPage"),
});

const connect = createRoute({
  getParentRoute: () => account,
  path: "/connections/$connection/connect",
  validateSearch: connectSearch,
  component: lazyPage(() => import("./pages/connect-page.tsx"), "ConnectPage"),
});

const accountSettings = createRoute({
  getParentRoute: () => account,
  path: "/settings",
  component: lazyPage(() => import("./pages/account-settings-page.tsx"), "AccountSettingsPage"),
});

const variables = createRoute({
  getParentRoute: () => account,
  path: "/variables",
  component: lazyPage(() => import("./pages/variables-page.tsx"), "VariablesPage"),
});

const privacy = createRoute({
  getParentRoute: () => account,
  path: "/privacy",
  component: lazyPage(() => import("./pages/privacy-page.tsx"), "PrivacyPage"),
});

const runs = createRoute({
  getParentRoute: () => account,
  path: "/runs",
  validateSearch: runsSearch,
  component: lazyPage(() => import("./pages/runs-page.tsx"), "RunsPage"),
});

const run = createRoute({
  getParentRoute: () => account,
  path: "/runs/$run",
  component: lazyPage(() => import("./pages/run-page.tsx"), "RunPage"),
});

const events = createRoute({
  getParentRoute: () => account,
  path: "/events",
  validateSearch: eventsSearch,
  component: lazyPage(() => import("./pages/events-page.tsx"), "EventsPage"),
});

const event = createRoute({
  getParentRoute: () => account,
  path: "/events/$event",
  component: lazyPage(() => import("./pages/event-page.tsx"), "EventPage"),
});

const allRuns = createRoute({
  getParentRoute: () => frame,
  path: "/runs",
  validateSearch: runsSearch,
  component: lazyPage(() => import("./pages/all-runs-page.tsx"), "AllRunsPage"),
});

const allEvents = createRoute({
  getParentRoute: () => frame,
  path: "/events",
  validateSearch: eventsSearch,
  component: lazyPage(() => import("./pages/all-events-page.tsx"), "AllEventsPage"),
});

const allTrace = createRoute({
  getParentRoute: () => frame,
  path: "/trace",
  validateSearch: traceSearch,
  component: lazyPage(() => import("./pages/all-trace-page.tsx"), "AllTracePage"),
});

const trace = createRoute({
  getParentRoute: () => account,
  path: "/trace",
  validateSearch: traceSearch,
  component: lazyPage(() => import("./pages/trace-page.tsx"), "TracePage"),
});

const conversations = createRoute({
  getParentRoute: () => account,
  path: "/conversations",
  validateSearch: conversationsSearch,
  component: lazyPage(() => import("./pages/conversations-page.tsx"), "ConversationsPage"),
});

const conversation = createRoute({
  getParentRoute: () => account,
  path: "/conversations/$page/$person",
  component: lazyPage(() => import("./pages/conversation-page.tsx"), "ConversationPage"),
});

const connectors = createRoute({
  getParentRoute: () => frame,
  path: "/connectors",
  validateSearch: connectorsSearch,
  component: lazyPage(() => import("./pages/connectors-page.tsx"), "ConnectorsPage"),
});

const connector = createRoute({
  getParentRoute: () => frame,
  path: "/connectors/$connector",
  component: lazyPage(() => import("./pages/connector-page.tsx"), "ConnectorPage"),
});

const setupNew = createRoute({
  getParentRoute: () => frame,
  path: "/connectors/$connector/setups/new",
  component: lazyPage(() => import("./pages/setup-new-page.tsx"), "SetupNewPage"),
});

const setup = createRoute({
  getParentRoute: () => frame,
  path: "/connectors/$connector/setups/$setup",
  component: lazyPage(() => import("./pages/setup-page.tsx"), "SetupPage"),
});

const settings = createRoute({
  getParentRoute: () => frame,
  path: "/settings",
  beforeLoad: () => {
    throw redirect({ to: "/settings/general" });
  },
});

const settingsGeneral = createRoute({
  getParentRoute: () => frame,
  path: "/settings/general",
  component: lazyPage(() => import("./pages/settings-general-page.tsx"), "SettingsGeneralPage"),
});

const guide = createRoute({
  getParentRoute: () => frame,
  path: "/guide/$page",
  component: lazyPage(() => import("./pages/guide-page.tsx"), "GuidePage"),
});

const partnerPages = [
  dashboard,
  allRuns,
  allEvents,
  allTrace,
  connectors,
  connector,
  setupNew,
  setup,
  settings,
  settingsGeneral,
  guide,
];

const tree = root.addChildren([
  signIn,
  firstSignIn,
  frame.addChildren([
    ...partnerPages,
    accounts,
    account.addChildren([
      overview,
      cycles,
      cycle,
      builder,
      connections,
      newConnection,
      connection,
      connect,
      variables,
      accountSettings,
      privacy,
      runs,
      run,
      events,
      event,
      trace,
      conversations,
      conversation,
      recycleBin,
    ]),
  ]),
]);

export const makeRouter = (client: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { client },
    parseSearch,
    stringifySearch,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: CrashedPage,
    defaultPreload: "intent",
    scrollRestoration: true,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
