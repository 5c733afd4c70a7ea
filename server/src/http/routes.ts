import type { Registry } from "prom-client";
import type { AccountDeps } from "../account/accounts.ts";
import { registerAccounts } from "./accounts.ts";
import type { Api } from "./api.ts";
import { registerApiClients } from "./api-clients.ts";
import { registerAuth } from "./auth.ts";
import type { AuthorizeDeps } from "./authorize.ts";
import { registerDocs } from "./docs.ts";
import { registerFirstSignIn } from "./first-sign-in.ts";
import { type HealthDeps, registerHealth } from "./health.ts";
import { registerMe } from "./me.ts";
import { registerMetrics } from "./metrics.ts";
import { registerOAuthToken } from "./oauth-token.ts";
import { registerOpenApi } from "./openapi.ts";
import { registerSettings } from "./settings.ts";

export interface RouteDeps extends AuthorizeDeps, AccountDeps, HealthDeps {
  metrics: Registry;
}

/** Every resource, by hand. */
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
  registerApiClients(api, deps);
  registerAccounts(api, deps);
}
