import * as oauth from "oauth4webapi";
import { hashSecret, newSecret } from "../account/random-secret.ts";
import { lockConnection } from "./connection-store.ts";
import { noteProgress, type SignInDeps } from "./sign-in.ts";
import { isOfBrowser } from "./sign-in-browser.ts";
import { SignInFailure, toSignInFailure } from "./sign-in-failure.ts";
import { readScene, type SignInScene } from "./sign-in-scene.ts";
import { sealSignInSecrets } from "./sign-in-secrets.ts";
import { type SignInRecord, startSignIn as bindSignIn } from "./sign-in-store.ts";

/** How long the person may take in the application's dialog, in ms. */
const dialogMs = 600_000;
/** The browser that has begun may try again for so long, in ms, whatever the link said. */
const persistenceMs = 24 * 3_600_000;

/** Who wants to go on: a browser by its cookie, and whether it came by the link itself. */
export interface Visitor {
  cookie: string | null;
  hasLink: boolean;
}

/** @throws SignInFailure when this visitor cannot begin, or begin again */
export function assertMayStart(signIn: SignInRecord, { cookie, hasLink }: Visitor, now: number): void {
  if (signIn.status === "connected") {
    throw new SignInFailure(
      "link_used",
      "This link has been used: its Page is connected. Ask for a new one to connect more.",
    );
  }
  const isKnown = isOfBrowser(signIn, cookie);
  if (isKnown && now < signIn.createdAt.getTime() + persistenceMs) return;
  if (!hasLink || now >= signIn.expiresAt.getTime()) {
    throw new SignInFailure("link_expired", "This link is too old. Ask whoever gave it to you for a new one.");
  }
  if (!isKnown && signIn.cookieHash !== null && signIn.kind === "authorize") {
    throw new SignInFailure(
      "link_used",
      "This link was opened in another browser before. Go on there, or ask for a new one.",
    );
  }
}

/**
 * Binds the sign-in to this browser and answers the address of the application's dialog. Whatever an earlier try brought
 * is forgotten, and its state is good no more.
 *
 * @throws SignInFailure
 */
export async function startSignIn(
  deps: SignInDeps,
  signIn: SignInRecord,
  visitor: Visitor & { cookie: string; host: string },
): Promise<string> {
  const now = deps.clock.now();
  assertMayStart(signIn, visitor, now);
  const scene = await readScene(deps, signIn);
  const dialog = dialogOf(scene);
  const state = newSecret();
  const verifier = scene.auth.pkce ? oauth.generateRandomCodeVerifier() : null;
  const origin = await originFor(deps, signIn, visitor.host);
  const stateExpiresAt = new Date(now + dialogMs);
  const expiresAt = new Date(Math.max(signIn.expiresAt.getTime(), stateExpiresAt.getTime()));
  const started = await deps.database.withAccount(signIn.accountId, async (scope) => {
    // The connection first, as everybody does who changes both: else two of them could wait for each other.
    if ((await lockConnection(scope, signIn.accountId, signIn.connectionId)) === null) return false;
    const isBound = await bindSignIn(scope, signIn, {
      cookieHash: hashSecret(visitor.cookie),
      stateHash: hashSecret(state),
      stateExpiresAt,
      expiresAt,
      origin,
      ...sealSignInSecrets(deps.sealer, signIn.id, { verifier, grant: null }),
    });
    if (isBound) await noteProgress(scope, signIn, "started", expiresAt);
    return isBound;
  });
  deps.touch([signIn.accountId]);
  if (!started) throw new SignInFailure("link_used", "This link has just been used elsewhere. Ask for a new one.");
  return withParameters(scene, dialog, {
    state,
    redirectUri: redirectUri(origin),
    challenge: await challengeOf(verifier),
  });
}

export const redirectUri = (origin: string): string => `${origin}/connector/callback`;

/** Where it began, unless the browser came by the Service Domain's new name: its cookie is that one's. */
async function originFor(deps: SignInDeps, { origin }: SignInRecord, host: string): Promise<string> {
  const { publicUrl } = await deps.settings.general();
  return new URL(publicUrl).host === host ? publicUrl : origin;
}

const challengeOf = async (verifier: string | null): Promise<string | null> =>
  verifier === null ? null : oauth.calculatePKCECodeChallenge(verifier);

/** @throws SignInFailure when the Setup says too little of it */
function dialogOf({ access: { connector, values }, auth }: SignInScene): URL {
  try {
    return new URL(auth.authorizationUrl(values));
  } catch (error) {
    throw toSignInFailure(connector.title, error);
  }
}

function withParameters(
  { access: { values }, auth }: SignInScene,
  url: URL,
  asked: { state: string; redirectUri: string; challenge: string | null },
): string {
  const scopes = values.scopes.length > 0 ? values.scopes : auth.scopes;
  const parameters: Record<string, string | null> = {
    client_id: values.clientId,
    redirect_uri: asked.redirectUri,
    response_type: "code",
    scope: scopes.length > 0 ? scopes.join(auth.scopeSeparator) : null,
    ...(asked.challenge === null ? {} : { code_challenge: asked.challenge, code_challenge_method: "S256" }),
    ...auth.dialogParameters?.(values),
    // Nothing of a provider's takes the place of what protects the person.
    state: asked.state,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}
