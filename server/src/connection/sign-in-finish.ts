import type { Grant } from "@velodrome/kit";
import { hashSecret } from "../account/random-secret.ts";
import type { AccountScope } from "../db/database.ts";
import { withVerifyToken } from "./connections.ts";
import { openConnectionVerifyToken } from "./connection-secrets.ts";
import { nextStanding } from "./connection-status.ts";
import { lockConnection, updateConnection } from "./connection-store.ts";
import { topicsOf } from "./connection-topics.ts";
import { readDomainChangedAt } from "./domain-change.ts";
import { recheckPerson } from "./granted-connections.ts";
import { maskFailure } from "./mask-failure.ts";
import { noteProgress, type SignInDeps } from "./sign-in.ts";
import { assertBrowser } from "./sign-in-browser.ts";
import { SignInFailure, toSignInFailure } from "./sign-in-failure.ts";
import { type CallbackQuery, type ReceivedGrant, receiveGrant } from "./sign-in-grant.ts";
import { noteSignedIn } from "./setup-use-store.ts";
import { readScene, type SignInScene } from "./sign-in-scene.ts";
import { sealSignInSecrets } from "./sign-in-secrets.ts";
import { advanceSignIn, findSignIn, type SignInOutcome, type SignInRecord, takeState } from "./sign-in-store.ts";

/** How long a person may think about which Pages it shall be, in ms. */
const choosingMs = 24 * 3_600_000;

/**
 * The application's dialog brought somebody back. Answers the sign-in that it belongs to, whose page says how it went.
 *
 * @throws SignInFailure when it belongs to none, or to another browser's
 */
export async function finishSignIn(
  deps: SignInDeps,
  { state, cookie, query }: { state: string | undefined; cookie: string | null; query: CallbackQuery },
): Promise<SignInRecord> {
  const signIn = state === undefined ? null : await findSignIn(deps.database.engine, { stateHash: hashSecret(state) });
  if (signIn === null) {
    throw new SignInFailure(
      "state_unknown",
      "This sign-in is not known here: it was begun anew meanwhile, or is long over. Open the link again.",
    );
  }
  assertBrowser(signIn, cookie);
  const now = deps.clock.now();
  // Loaded a second time, the page just shows what became of the first.
  if (signIn.stateUsedAt !== null) return signIn;
  const isFirst = await deps.database.withAccount(signIn.accountId, (scope) => takeState(scope, signIn, new Date(now)));
  if (isFirst) await goOn(deps, signIn, query);
  return signIn;
}

async function goOn(deps: SignInDeps, signIn: SignInRecord, query: CallbackQuery): Promise<void> {
  let scene: SignInScene | null = null;
  try {
    if (signIn.stateExpiresAt === null || signIn.stateExpiresAt.getTime() <= deps.clock.now()) {
      throw new SignInFailure("sign_in_expired", "The sign-in took longer than 10 minutes. Try again.");
    }
    scene = await readScene(deps, signIn);
    const received = await receiveGrant(deps, scene, query);
    const lost = await recheckPerson(deps, scene, received);
    if (received.targets === null) await connectPerson(deps, scene, received.grant);
    else await keepGrant(deps, scene, received, lost);
    const since = await readDomainChangedAt(deps.database);
    await noteSignedIn(deps.database.engine, scene.access.setup.id, signIn.createdAt, since);
  } catch (error) {
    await fail(deps, signIn, scene, error);
  }
  deps.touch(topicsOf({ accountId: signIn.accountId, setupId: scene?.connection.setupId ?? null }));
}

/** Kept sealed until the person has said which Pages it shall be. */
async function keepGrant(
  deps: SignInDeps,
  { signIn }: SignInScene,
  { grant, targets }: ReceivedGrant,
  lost: readonly string[],
): Promise<void> {
  if (targets === null || targets.length === 0) throw new NoPages(lost);
  const expiresAt = new Date(deps.clock.now() + choosingMs);
  const { tokens, person } = grant;
  await advance(deps, signIn, async (scope) => {
    const current = await lockConnection(scope, signIn.accountId, signIn.connectionId);
    if (current === null) return false;
    const secrets = sealSignInSecrets(deps.sealer, signIn.id, { verifier: null, grant: { tokens, person, targets } });
    const outcome = lost.length === 0 ? null : { lost };
    const kept = { ...secrets, personId: person?.id ?? null };
    const isMine = await advanceSignIn(scope, signIn, { status: "choosing", expiresAt, ...kept, outcome });
    if (!isMine) return false;
    await updateConnection(scope, { ...current, ...nextStanding(current, "grant") });
    await noteProgress(scope, signIn, "choosing", expiresAt);
    return true;
  });
}

/** Connections stand for nothing outside: the person's own token is what they work with. */
async function connectPerson(deps: SignInDeps, { signIn }: SignInScene, { tokens, person }: Grant): Promise<void> {
  const { accountId, connectionId } = signIn;
  await advance(deps, signIn, async (scope) => {
    const current = await lockConnection(scope, accountId, connectionId);
    if (current === null) return false;
    const outcome: SignInOutcome = { connected: [{ id: connectionId, problem: null }] };
    const { expiresAt } = signIn;
    const over = { expiresAt, keyId: null, secrets: null, outcome };
    if (!(await advanceSignIn(scope, signIn, { status: "connected", ...over }))) return false;
    const credentials = {
      externalId: "",
      accessToken: tokens.accessToken,
      auth: "oauth2" as const,
      ...(tokens.refreshToken === null ? {} : { refreshToken: tokens.refreshToken }),
      ...(tokens.expiresAt === null ? {} : { expiresAt: tokens.expiresAt }),
    };
    const verifyToken = openConnectionVerifyToken(deps.sealer, current);
    await updateConnection(scope, {
      ...current,
      ...withVerifyToken(deps, current.id, { credentials, verifyToken }),
      ...nextStanding(current, "authenticate"),
      auth: "oauth2",
      reason: null,
      personId: person?.id ?? null,
      personName: person?.name ?? null,
    });
    await deps.hooks.changed(scope, { accountId, connectionId });
    await noteProgress(scope, signIn, "connected", signIn.expiresAt, { connections: [connectionId] });
    return true;
  });
}

/** Nothing happens when the sign-in was begun anew, or its connection was deleted, meanwhile. */
async function advance(
  deps: SignInDeps,
  { accountId }: SignInRecord,
  work: (scope: AccountScope) => Promise<boolean>,
): Promise<void> {
  const isMine = await deps.database.withAccount(accountId, work);
  if (!isMine) throw new SignInFailure("state_unknown", "This sign-in was begun anew meanwhile. Go on there.");
}

/** The person has no Pages to connect, or named none in the dialog; it does not tell which. */
class NoPages extends SignInFailure {
  readonly lost: readonly string[];

  constructor(lost: readonly string[]) {
    super(
      "no_pages",
      "No Page came along. Try again and choose at least one Page in the dialog. If it offers none, nobody has given you a role on a Page yet: its owner can.",
    );
    this.lost = lost;
  }
}

async function fail(deps: SignInDeps, signIn: SignInRecord, scene: SignInScene | null, error: unknown): Promise<void> {
  const failure = toSignInFailure(scene?.access.connector.title ?? "The application", error);
  const setup = scene?.access.values;
  const said = { code: failure.code, message: failure.message };
  const { message } = setup
    ? maskFailure({ setup, credentials: { externalId: "", accessToken: "" } }, { ...said, details: {} })
    : said;
  // Of the cause only its name: applications repeat tokens and codes in their texts.
  const cause = failure.cause instanceof Error ? failure.cause.name : null;
  deps.log.info({ signIn: signIn.id, code: failure.code, cause }, "a sign-in came to nothing");
  const permissions = scene?.auth.permissions ?? {};
  const outcome: SignInOutcome = {
    error: { code: failure.code, message },
    missing: failure.missing.map((permission) => ({ permission, purpose: permissions[permission]?.purpose ?? null })),
    ...(failure instanceof NoPages ? { lost: failure.lost } : {}),
  };
  await deps.database.withAccount(signIn.accountId, async (scope) => {
    const over = { expiresAt: signIn.expiresAt, keyId: null, secrets: null, outcome };
    // The connection first, as everybody does who changes both.
    if ((await lockConnection(scope, signIn.accountId, signIn.connectionId)) === null) return;
    if (!(await advanceSignIn(scope, signIn, { status: "failed", ...over }))) return;
    await noteProgress(scope, signIn, "failed", signIn.expiresAt, { error: { code: failure.code, message } });
  });
}
