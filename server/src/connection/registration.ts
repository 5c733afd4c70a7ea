import { randomBytes } from "node:crypto";
import type { RegisterWebhook, WebhookRegistration } from "@velodrome/contract";
import { type Connector, ConnectorError, type Registration } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import { setupTopic } from "../db/signal.ts";
import { neededFields } from "./needed-fields.ts";
import {
  asAppError,
  isSandbox,
  type OpenApplication,
  openApplication,
  type SetupActDeps,
} from "./setup-application.ts";
import { keepRegistration } from "./setup-look-store.ts";
import { openClientSecrets, openSetupVerifyToken, sealSetupSecrets } from "./setup-secrets.ts";
import { lockSetup, type SetupRecord, updateSetup } from "./setup-store.ts";
import { isOurWebhook, setupUrls } from "./setup-urls.ts";
import { tellOfDrift } from "./drift-notice.ts";
import { findConnector, findSetup } from "./setups.ts";
import { verifyHmac } from "./verify-hmac.ts";
import { whyRefused } from "./webhook-refusal.ts";

const tokenBytes = 24;

/**
 * Writes this Setup's address and fields at the application. Fields that stand there already stay; an address of
 * somebody else is overwritten only by `force`.
 *
 * @throws AppError not_reachable, foreign_webhook, webhook_refused, application_refused, unavailable
 */
export async function registerWebhook(
  deps: SetupActDeps,
  connector: string,
  id: string,
  wanted: RegisterWebhook,
): Promise<WebhookRegistration> {
  const setup = await findSetup(deps, connector, id);
  const known = findConnector(deps.connectors, connector);
  const opened = openApplication(deps, setup);
  const publicUrl = await deps.publicUrl();
  if (!isSandbox(setup) && (await deps.isLocal())) throw notReachable(known, publicUrl);
  const { webhookUrl } = setupUrls(publicUrl, setup);
  const present = await readPresent(deps, setup, known, opened);
  if (present !== null && !isOurWebhook(present.url, setup) && wanted.force !== true) throw foreign(known, present.url);
  const needed = neededFields(known, await deps.usage.methodsHeard(setup.id));
  const fields = [...new Set([...(present?.fields ?? []), ...needed])];
  const verifyToken = await ensureVerifyToken(deps, setup);
  await write(deps, { setup, connector: known, opened }, { url: webhookUrl, verifyToken, fields });
  const seen = { url: webhookUrl, fields, active: true };
  await keepRegistration(deps.database.engine, setup, seen, new Date(deps.clock.now()));
  deps.touch([setupTopic(setup.id)]);
  await tellOfDrift(deps, setup.id);
  return { webhookUrl, fields };
}

async function readPresent(
  deps: SetupActDeps,
  setup: SetupRecord,
  { title }: Connector,
  { application, context }: OpenApplication,
): Promise<Registration | null> {
  try {
    const present = await application.readRegistration(context);
    await keepRegistration(deps.database.engine, setup, present, new Date(deps.clock.now()));
    deps.touch([setupTopic(setup.id)]);
    return present;
  } catch (error) {
    throw error instanceof ConnectorError ? asAppError(title, context, error) : error;
  }
}

/** Without one nobody could verify the address, so one is made. */
async function ensureVerifyToken(deps: SetupActDeps, setup: SetupRecord): Promise<string> {
  return deps.database.engine.transaction().execute(async (transaction) => {
    const current = await lockSetup(transaction, setup.connector, setup.id);
    if (current === null) throw new AppError("setup_not_found", { message: "The Setup was deleted meanwhile." });
    const known = openSetupVerifyToken(deps.sealer, current);
    if (known !== null) return known;
    const verifyToken = randomBytes(tokenBytes).toString("base64url");
    const clientSecrets = openClientSecrets(deps.sealer, current);
    const sealed = sealSetupSecrets(deps.sealer, current.id, { clientSecrets, verifyToken });
    await updateSetup(transaction, { ...current, ...sealed, verifyHmac: verifyHmac(deps.verifyKey, verifyToken) });
    return verifyToken;
  });
}

async function write(
  deps: SetupActDeps,
  { setup, connector, opened }: { setup: SetupRecord; connector: Connector; opened: OpenApplication },
  wanted: { url: string; verifyToken: string; fields: readonly string[] },
): Promise<void> {
  const { application, context } = opened;
  const refusal = await whyRefused(deps, setup.id);
  try {
    await application.register(context, wanted);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    throw (await refusal(connector.title, error)) ?? asAppError(connector.title, context, error);
  }
}

const notReachable = ({ title }: Connector, publicUrl: string) =>
  new AppError("not_reachable", {
    message: `${title} cannot reach ${publicUrl}, so it could not verify the address. Set a public Service Domain in Settings first.`,
    details: { reason: "local_service_domain", publicUrl },
  });

const foreign = ({ title }: Connector, url: string) =>
  new AppError("foreign_webhook", {
    message: `At ${title} this app already sends its events to ${url}. An app has one address: replace it (force) only if nobody needs that one any more.`,
    details: { url },
  });
