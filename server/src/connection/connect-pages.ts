import type { Target } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import { newId, toWire } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";
import { callContext } from "./call-access.ts";
import { type ConnectionRecord, insertConnection, lockConnection, readAccountConnections } from "./connection-store.ts";
import { topicsOf } from "./connection-topics.ts";
import { connectionNotFound, withVerifyToken } from "./connections.ts";
import { outlastCollisions } from "./collision.ts";
import { identifyPage } from "./credentials.ts";
import { givePage } from "./give-page.ts";
import { credentialsOf } from "./granted-connections.ts";
import { openGrant, type PageChoice, readPageChoices } from "./page-choice.ts";
import { pageElsewhere, pageHere } from "./page-claim.ts";
import { noteProgress, type SignInDeps } from "./sign-in.ts";
import type { SignInScene } from "./sign-in-scene.ts";
import type { KeptGrant } from "./sign-in-secrets.ts";
import { advanceSignIn, type SignInOutcome } from "./sign-in-store.ts";
import { subscribePage, unsubscribePage } from "./subscription.ts";
import { ConnectorError } from "@velodrome/kit";

/**
 * The first Page becomes the sign-in's own connection, each further one a connection of its own in the same account. Each
 * is asked with its own token which Page it is, and is then subscribed to. What keeps the first from being connected is
 * thrown, and nothing has happened; what befalls the others, or a subscription, is told at the end.
 *
 * @throws AppError
 */
export async function connectPages(
  deps: SignInDeps,
  scene: SignInScene,
  { pageId, alsoPageIds }: { pageId: string; alsoPageIds: readonly string[] },
): Promise<SignInOutcome> {
  const grant = openGrant(deps, scene);
  if (grant === null) throw signInRequired();
  const choices = new Map((await readPageChoices(deps, scene, grant)).map((choice) => [choice.value, choice]));
  const others = [...new Set(alsoPageIds)].filter((id) => id !== pageId);
  for (const id of [pageId, ...others]) assertGranted(choices, id);
  const first = await connectOne(deps, scene, grant, {
    pageId,
    choice: choices.get(pageId),
    connectionId: scene.connection.id,
  });
  const connected = [first];
  const failed: { page: string; message: string }[] = [];
  for (const id of others) {
    const choice = choices.get(id);
    if (choice?.state === "account" || choice?.state === "this") continue;
    try {
      connected.push(await connectOne(deps, scene, grant, { pageId: id, choice, connectionId: null }));
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "internal") throw error;
      const twin = error.code === "page_in_use" ? await connectedHere(deps, scene, id) : null;
      if (twin === null) failed.push({ page: choice?.label ?? id, message: error.message });
      else connected.push({ id: twin, problem: null });
    }
  }
  const outcome = { ...scene.signIn.outcome, connected, ...(failed.length === 0 ? {} : { failed }) };
  await conclude(deps, scene, outcome);
  return outcome;
}

/** The same choice, sent twice at once, may have connected it in this account a moment ago: the row's id. */
async function connectedHere(
  deps: SignInDeps,
  { signIn, access }: SignInScene,
  pageId: string,
): Promise<string | null> {
  const { accountId } = signIn;
  const all = await deps.database.withAccount(accountId, (scope) => readAccountConnections(scope, accountId));
  return all.find(({ setupId, externalId }) => setupId === access.setup.id && externalId === pageId)?.id ?? null;
}

export const signInRequired = (cause?: unknown) =>
  new AppError(
    "sign_in_required",
    {
      message:
        "Nobody has signed in for this connection lately, so there are no Pages to choose from. Authorize it first.",
    },
    { cause },
  );

function assertGranted(choices: ReadonlyMap<string, PageChoice>, pageId: string): void {
  if (choices.has(pageId)) return;
  throw new AppError("page_not_granted", {
    message: `Whoever signed in did not grant the Page ${pageId}. Choose one of the lookup "pages", or sign in again.`,
    details: { pageId },
  });
}

/** `connectionId` null: a new one, named after the Page. */
async function connectOne(
  deps: SignInDeps,
  scene: SignInScene,
  grant: KeptGrant,
  { pageId, choice, connectionId }: { pageId: string; choice: PageChoice | undefined; connectionId: string | null },
): Promise<{ id: string; problem: string | null }> {
  const { access, signIn } = scene;
  if (choice?.state === "elsewhere") throw pageElsewhere(pageId);
  if (choice?.state === "account") throw pageHere(pageId, choice.connection ?? null);
  const target = grant.targets.find(({ externalId }) => externalId === pageId);
  if (target === undefined) throw new Error("A Page that was offered was granted.");
  const credentials = credentialsOf(target, grant);
  const name = await identified(deps, scene, target, grant);
  const page = { credentials, name: target.name ?? name, auth: "oauth2", person: grant.person };
  const transaction = async (scope: AccountScope) => {
    const current =
      connectionId === null
        ? await addConnection(deps, scope, scene, page.name ?? pageId)
        : await lockConnection(scope, signIn.accountId, connectionId);
    if (current === null) throw connectionNotFound(toWire("connection", connectionId ?? ""));
    return givePage(deps, scope, current, { setup: access.setup, page });
  };
  const given = await outlastCollisions(() => deps.database.withAccount(signIn.accountId, transaction));
  if (given.left !== null) await unsubscribePage(deps, access, given.left);
  const problem = await subscribePage(deps, access, given.connection, credentials);
  return { id: given.connection.id, problem: problem?.message ?? null };
}

/** A Page is an account's only after its own token has said that it is this one's. */
async function identified(
  deps: SignInDeps,
  { access }: SignInScene,
  target: Target,
  grant: KeptGrant,
): Promise<string | null> {
  try {
    return await identifyPage(access.connector, callContext(deps, access, credentialsOf(target, grant)));
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const message = `${access.connector.title} did not answer properly just now, so this Page was not connected. Wait a minute and choose it again.`;
    throw new AppError("unavailable", { message }, { cause: error });
  }
}

function addConnection(
  deps: SignInDeps,
  scope: AccountScope,
  { signIn, connection }: SignInScene,
  name: string,
): Promise<ConnectionRecord> {
  const id = newId();
  return insertConnection(scope, {
    ...{ accountId: signIn.accountId, id, connector: connection.connector, setupId: connection.setupId, name },
    ...{
      status: "new",
      rejected: false,
      externalId: null,
      externalName: null,
      auth: null,
      properties: connection.properties,
    },
    ...{ reason: null, personId: null, personName: null, subscribedFields: null, signIn: null },
    ...withVerifyToken(deps, id, { credentials: null, verifyToken: null }),
  });
}

/** The grant has done its work and is forgotten. */
async function conclude(
  deps: SignInDeps,
  { signIn, connection: { setupId } }: SignInScene,
  outcome: SignInOutcome,
): Promise<void> {
  const { accountId, expiresAt } = signIn;
  const connections = (outcome.connected ?? []).map(({ id }) => id);
  await deps.database.withAccount(accountId, async (scope) => {
    const connection = await lockConnection(scope, accountId, signIn.connectionId);
    const over = { status: "connected", expiresAt, keyId: null, secrets: null, outcome } as const;
    // Sent twice, the second finds it concluded.
    if (connection === null || !(await advanceSignIn(scope, signIn, over))) return;
    await noteProgress(scope, signIn, "connected", expiresAt, { connections, error: trouble(outcome) });
  });
  deps.touch(topicsOf({ accountId, setupId }));
}

/** Connected, yet not all is well: told to whoever opened the sign-in. */
function trouble({ connected = [], failed = [] }: SignInOutcome): { code: string; message: string } | null {
  const [page] = failed;
  if (page !== undefined) return { code: "page_not_connected", message: `${page.page}: ${page.message}` };
  const problem = connected.find((each) => each.problem !== null)?.problem;
  return problem ? { code: "not_subscribed", message: problem } : null;
}
