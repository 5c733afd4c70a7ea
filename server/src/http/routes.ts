import type { Registry } from "prom-client";
import type { DraftTestDeps } from "../run/draft-test.ts";
import type { SignInDeps } from "../connection/sign-in.ts";
import type { SetupActDeps } from "../connection/setup-application.ts";
import type { ReceiveDeps } from "../ingest/receive.ts";
import type { AccountDeps } from "../account/accounts.ts";
import { registerAccounts } from "./accounts.ts";
import type { Api } from "./api.ts";
import { registerApiClients } from "./api-clients.ts";
import type { Audience } from "./audience.ts";
import { registerAudit } from "./audit.ts";
import { registerAuth } from "./auth.ts";
import type { AuthorizeDeps } from "./authorize.ts";
import { registerConnectPage } from "./connect-page.ts";
import { registerConnectionBacklog } from "./connection-backlog.ts";
import { registerConnectionHealth } from "./connection-health.ts";
import { registerConnections } from "./connections.ts";
import { registerConnectors } from "./connectors.ts";
import { registerConversations } from "./conversations.ts";
import { type CycleActsDeps, registerCycleActs, registerCycleDetails } from "./cycle-acts.ts";
import { registerCycleShelf } from "./cycle-shelf.ts";
import { registerCycles } from "./cycles.ts";
import { registerDashboard } from "./dashboard.ts";
import { registerDocs } from "./docs.ts";
import { registerDraftRuns } from "./draft-runs.ts";
import { registerDraftTests } from "./draft-tests.ts";
import { type EventReplayRoutesDeps, registerEventReplays } from "./event-replays.ts";
import { type EventRoutesDeps, registerEvents } from "./events.ts";
import { registerExports } from "./exports.ts";
import { registerErasures } from "./erasures.ts";
import { registerFirstSignIn } from "./first-sign-in.ts";
import { type HealthDeps, registerHealth } from "./health.ts";
import { type LiveRoutesDeps, registerLive } from "./live.ts";
import { registerLookups } from "./lookups.ts";
import { registerManualRuns } from "./manual-runs.ts";
import { registerMe } from "./me.ts";
import { registerMetrics } from "./metrics.ts";
import { registerNotices } from "./notices.ts";
import { registerOAuthToken } from "./oauth-token.ts";
import { registerOpenApi } from "./openapi.ts";
import { type OperationRoutesDeps, registerOperations } from "./operations.ts";
import { registerPrivacy } from "./privacy.ts";
import { registerRunFailures, type RunFailureRoutesDeps } from "./run-failures.ts";
import { registerRuns } from "./runs.ts";
import { registerSettings, type SettingsRouteDeps } from "./settings.ts";
import { registerSetupActs } from "./setup-acts.ts";
import { registerSetups } from "./setups.ts";
import { registerSignIns } from "./sign-ins.ts";
import { registerTrace } from "./trace.ts";
import { registerVariables } from "./variables.ts";
import { registerWebhooks } from "./webhooks.ts";

export interface RouteDeps extends AuthorizeDeps, AccountDeps, HealthDeps, SettingsRouteDeps {
  audience: Audience;
  metrics: Registry;
}

/** Resources of the installation itself, by hand. */
export async function registerRoutes(api: Api, deps: RouteDeps): Promise<void> {
  registerHealth(api, deps);
  registerMetrics(api, deps);
  registerOpenApi(api, deps);
  registerDocs(api);
  registerAuth(api, deps);
  registerFirstSignIn(api, deps);
  await registerOAuthToken(api, deps);
  registerMe(api);
  registerSettings(api, deps);
  registerAudit(api, deps);
  registerApiClients(api, deps);
  registerAccounts(api, deps);
}

export type AutomationRouteDeps = SetupActDeps &
  SignInDeps &
  CycleActsDeps & {
    audience: Audience;
    receiver: ReceiveDeps;
    history: EventRoutesDeps &
      Omit<LiveRoutesDeps, "audience"> &
      OperationRoutesDeps &
      EventReplayRoutesDeps &
      RunFailureRoutesDeps;
    drafts: DraftTestDeps;
  };

/** Resources of what the installation is for, by hand: from connectors to runs. */
export function registerAutomationRoutes(api: Api, deps: AutomationRouteDeps): void {
  registerWebhooks(api, deps.receiver);
  registerConnectors(api, deps);
  registerSetups(api, deps);
  registerSetupActs(api, deps);
  registerConnections(api, deps);
  registerConnectionHealth(api, deps);
  registerConnectionBacklog(api, { ...deps, ...deps.history });
  registerSignIns(api, deps);
  registerLookups(api, deps);
  registerConnectPage(api, { ...deps, ...deps.history });
  registerDashboard(api, { ...deps, ...deps.history });
  registerConversations(api, { ...deps, ...deps.history });
  registerTrace(api, { ...deps, ...deps.history });
  registerVariables(api, deps);
  registerCycles(api, deps);
  registerCycleShelf(api, deps);
  registerCycleActs(api, deps);
  registerCycleDetails(api, deps);
  registerDraftTests(api, deps.drafts);
  registerDraftRuns(api, { ...deps, reader: deps.history.runs });
  registerEvents(api, deps.history);
  registerRuns(api, deps.history);
  registerRunFailures(api, deps.history);
  registerExports(api, { ...deps, ...deps.history });
  registerManualRuns(api, deps.history);
  registerOperations(api, deps.history);
  registerEventReplays(api, deps.history);
  registerLive(api, { ...deps.history, audience: deps.audience });
  registerNotices(api, deps);
  registerPrivacy(api, deps);
  registerErasures(api, deps);
}
