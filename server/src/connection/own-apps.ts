import { randomBytes, timingSafeEqual } from "node:crypto";
import type { OwnAppField } from "@velodrome/contract";
import type { Connector, SetupValues } from "@velodrome/kit";
import { recordAudit } from "../account/audit.ts";
import { AppError } from "../base/app-error.ts";
import { newId, toWire } from "../base/id.ts";
import { setupTopic } from "../db/signal.ts";
import type { CredentialsDeps } from "./call-access.ts";
import { deleteUnusedApps, readOwnApp } from "./own-app-store.ts";
import { inherited } from "./own-app-values.ts";
import { askedFields } from "./setup-answer.ts";
import { applicationContext } from "./setup-application.ts";
import { openValues } from "./setup-cache.ts";
import { tryApplication } from "./setup-check.ts";
import { keepCheck } from "./setup-look-store.ts";
import { assertSetupValues } from "./setup-rules.ts";
import { openClientSecrets, openSetupVerifyToken, rotateClientSecret, sealSetupSecrets } from "./setup-secrets.ts";
import {
  type CheckFailure,
  insertSetup,
  lockSetup,
  type SetupRecord,
  type StoredSetup,
  updateSetup,
} from "./setup-store.ts";
import { isForeignKeyViolation, isUniqueViolation } from "./sql-state.ts";

/** What a connection brings of an application of its own. */
export type Brought = { [Field in OwnAppField]?: string | undefined };

/** Who makes the connection, and in which account. */
interface Bringer {
  actor: string;
  accountId: string;
}

const keyBytes = 24;
const names: Record<OwnAppField, string> = {
  clientId: "Client ID",
  clientSecret: "Client Secret",
  configId: "Configuration ID",
};

/**
 * The Setup that a connection is made with. Where a Setup leaves its application empty, the connection brings one: it is
 * tried at the application's side as a Setup's is, and becomes a Setup of its own under that one, so that it has its own
 * webhook address and secrets. Brought a second time it is the same one; its secret has to be right each time.
 *
 * @throws AppError that names the field at fault
 */
export async function setupOfConnection(
  deps: CredentialsDeps,
  connector: Connector,
  base: SetupRecord,
  brought: Brought,
  by: Bringer,
): Promise<SetupRecord> {
  assertBrought(deps, base, brought);
  if (!base.ownApps) return base;
  const pair = {
    clientId: base.clientId === "" ? (brought.clientId ?? "") : base.clientId,
    clientSecret: brought.clientSecret ?? "",
    configId: base.configId ?? brought.configId ?? null,
  };
  const known = await readOwnApp(deps.database.engine, base.id, pair.clientId);
  if (known !== null) return useAgain(deps, connector, known, pair, by);
  const app = await addApp(deps, connector, base, pair);
  // Another connection may just have brought it.
  return app ?? setupOfConnection(deps, connector, base, brought, by);
}

interface Pair {
  clientId: string;
  clientSecret: string;
  configId: string | null;
}

function assertBrought(deps: CredentialsDeps, base: SetupRecord, brought: Brought): void {
  const hasSecret = openClientSecrets(deps.sealer, base).length > 0;
  const asked = base.ownApps ? askedFields(base, hasSecret) : [];
  const problems = (Object.keys(names) as OwnAppField[]).flatMap((field) => {
    const isGiven = brought[field] !== undefined;
    if (isGiven === asked.includes(field)) return [];
    return [
      isGiven ? problem(field, `The Setup has its ${names[field]}: leave it out.`) : problem(field, missing(field)),
    ];
  });
  if (problems.length > 0) throw wrong(problems);
}

const missing = (field: OwnAppField) =>
  `The Setup leaves its ${names[field]} empty: enter that of the app this connection brings.`;
const placeOf = (field: string): string => `properties.${field}`;
const problem = (field: OwnAppField, message: string) => ({ path: placeOf(field), message });
const wrong = (problems: readonly { path: string; message: string }[]) =>
  new AppError("invalid_request", {
    message: problems.map(({ message }) => message).join(" "),
    details: { in: "body", problems },
  });

/** With a secret that is not kept, whoever has the right one by now brings it: the former stays good beside it. */
async function useAgain(
  deps: CredentialsDeps,
  connector: Connector,
  app: SetupRecord,
  pair: Pair,
  { actor, accountId }: Bringer,
): Promise<SetupRecord> {
  if (openClientSecrets(deps.sealer, app).some((secret) => isSame(secret, pair.clientSecret))) return app;
  const found = await tryPair(deps, connector, app, pair);
  const failure = found !== null && "failure" in found ? found.failure : null;
  if (found === null || failure?.field === null) {
    throw new AppError("unavailable", {
      message: `It is not the Client Secret that is kept for this app, and nobody could be asked whether it has changed. Change it at its Setup, or try again later.`,
      details: { problems: [problem("clientSecret", "It is not the one that is kept for this app.")] },
    });
  }
  if (failure !== null) throw refused(failure);
  const { engine } = deps.database;
  const changed = await engine.transaction().execute(async (transaction) => {
    const current = await lockSetup(transaction, app.connector, app.id);
    if (current === null) return null;
    const clientSecrets = rotateClientSecret(openClientSecrets(deps.sealer, current), pair.clientSecret);
    const secrets = { clientSecrets, verifyToken: openSetupVerifyToken(deps.sealer, current) };
    return updateSetup(transaction, { ...current, ...sealSetupSecrets(deps.sealer, app.id, secrets) });
  });
  if (changed === null) return app;
  await keepCheck(engine, changed, found);
  const details = { setup: toWire("setup", app.id), name: app.name, what: "secret replaced by a new connection" };
  await recordAudit(deps, { actor, act: "setup.secret-changed", accountId, details });
  deps.touch([setupTopic(app.id)]);
  return changed;
}

/** Null when another connection has brought the same application meanwhile. */
async function addApp(
  deps: CredentialsDeps,
  connector: Connector,
  base: SetupRecord,
  pair: Pair,
): Promise<SetupRecord | null> {
  const wanted = { ...base, ...pair, ownApps: false };
  assertSetupValues(connector, wanted, deps.clock.now(), { ...base, clientId: "" }, placeOf);
  const found = await tryPair(deps, connector, base, pair);
  const failure = found !== null && "failure" in found ? found.failure : null;
  if (failure !== null && failure.field !== null) throw refused(failure);
  const appName = found !== null && "appName" in found ? found.appName : null;
  try {
    const app = await deps.database.engine.transaction().execute(async (transaction) => {
      // As it is now: what is changed at it from here on reaches this one too.
      const current = await lockSetup(transaction, base.connector, base.id);
      if (current === null) throw new AppError("setup_not_found", { message: "The Setup was deleted meanwhile." });
      return insertSetup(transaction, toStored(deps, current, pair, { appName, failure }));
    });
    if (found !== null) await keepCheck(deps.database.engine, app, found);
    deps.touch([setupTopic(base.id), setupTopic(app.id)]);
    return app;
  } catch (error) {
    if (isUniqueViolation(error, "setup_base")) return null;
    throw error;
  }
}

function toStored(
  deps: CredentialsDeps,
  base: SetupRecord,
  pair: Pair,
  { appName, failure }: { appName: string | null; failure: CheckFailure | null },
): StoredSetup {
  const id = newId();
  const secrets = { clientSecrets: [pair.clientSecret], verifyToken: openSetupVerifyToken(deps.sealer, base) };
  return {
    ...{ id, connector: base.connector, key: randomBytes(keyBytes).toString("base64url") },
    ...inherited(base),
    name: appName ?? `App ${pair.clientId}`,
    clientId: pair.clientId,
    ...sealSetupSecrets(deps.sealer, id, secrets),
    verifyHmac: base.verifyHmac,
    configId: pair.configId,
    ...{ appName, checkedAt: null, checkFailure: failure, ticks: {}, live: false },
    ...{ ownApps: false, baseId: base.id },
  };
}

/** Null for a connector that knows no application to try it at. */
async function tryPair(deps: CredentialsDeps, { application }: Connector, setup: SetupRecord, pair: Pair) {
  if (application === null) return null;
  const values: SetupValues = {
    ...openValues(deps.sealer, setup),
    ...{ clientId: pair.clientId, clientSecrets: [pair.clientSecret] },
  };
  return tryApplication({ application, context: applicationContext(deps, values) });
}

const refused = ({ field, message }: CheckFailure) => wrong([problem(field ?? "clientSecret", message)]);

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** An application goes with the last connection that brought it; nothing happens to any other Setup. */
export async function dropUnusedApp(
  deps: Pick<CredentialsDeps, "database" | "touch">,
  setupId: string | null,
): Promise<void> {
  if (setupId === null) return;
  try {
    if ((await deleteUnusedApps(deps.database.engine, { id: setupId })) > 0) deps.touch([setupTopic(setupId)]);
  } catch (error) {
    // A connection was made with it at this moment.
    if (!isForeignKeyViolation(error)) throw error;
  }
}
