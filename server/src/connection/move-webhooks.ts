import type { RegisterWebhook } from "@velodrome/contract";
import { isUnreachable, publicUrlOf } from "../account/settings.ts";
import { AppError } from "../base/app-error.ts";
import { toWire } from "../base/id.ts";
import { setupTopic } from "../db/signal.ts";
import { readNewDomain } from "./domain-change.ts";
import {
  changeDomainChangeApp,
  type DomainChangeApp,
  type DomainChangeState,
  readDomainChangeApps,
} from "./domain-change-store.ts";
import { registerWebhook } from "./registration.ts";
import type { SetupActDeps } from "./setup-application.ts";

/** While the application cannot be asked, once a minute. */
const attemptsAtMost = 30;

/**
 * Tells each application whose webhook was verified the callback URL under the new Service Domain. What stands there is
 * replaced only where it is ours.
 */
export async function moveWebhooks(deps: SetupActDeps, stop: AbortSignal): Promise<void> {
  const domain = await readNewDomain(deps.database);
  if (domain === null) return;
  // Not the settings that this process keeps for some seconds: they may still have the old one.
  const moving = { ...deps, publicUrl: async () => publicUrlOf(domain), isLocal: async () => isUnreachable(domain) };
  for (const app of await readDomainChangeApps(deps.database.pool)) {
    if (app.state !== "waiting" || stop.aborted) continue;
    await changeDomainChangeApp(deps.database.pool, app, await moveOne(moving, app));
    deps.touch([setupTopic(app.setupId)]);
  }
}

async function moveOne(
  deps: SetupActDeps,
  app: DomainChangeApp,
): Promise<{ state: DomainChangeState; message: string }> {
  const asked: RegisterWebhook = {};
  try {
    const { webhookUrl } = await registerWebhook(deps, app.connector, toWire("setup", app.setupId), asked);
    return { state: "done", message: `Events go to ${webhookUrl} now.` };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { state: stateAfter(error, app.attempts + 1), message: error.message };
  }
}

function stateAfter({ code }: AppError, attempts: number): DomainChangeState {
  if (code === "foreign_webhook" || code === "not_reachable" || code === "invalid_request") return "by_hand";
  return code === "unavailable" && attempts < attemptsAtMost ? "waiting" : "failed";
}
