import {
  ConnectorError,
  type Grant,
  type GrantContext,
  type OAuth2Auth,
  type OAuthTokens,
  type SetupValues,
  type Target,
} from "@velodrome/kit";
import { maskFailure } from "./mask-failure.ts";
import type { SignInDeps } from "./sign-in.ts";
import { exchangeCode } from "./sign-in-exchange.ts";
import { SignInFailure } from "./sign-in-failure.ts";
import type { SignInScene } from "./sign-in-scene.ts";
import { openSignInSecrets } from "./sign-in-secrets.ts";
import { redirectUri } from "./sign-in-start.ts";

/** The application is asked several things in a row while a person waits; all of it within so many ms. */
const patienceMs = 40_000;

export type CallbackQuery = Readonly<Record<string, string>>;

/** What a person granted; `targets` null where connections stand for nothing outside. */
export interface ReceivedGrant {
  grant: Grant;
  targets: readonly Target[] | null;
}

/** The dialog brought the person back: a code becomes tokens, and those a look at what was granted. @throws SignInFailure, ConnectorError */
export async function receiveGrant(deps: SignInDeps, scene: SignInScene, query: CallbackQuery): Promise<ReceivedGrant> {
  const { access, auth, signIn } = scene;
  assertNoDenial(scene, query);
  const signal = AbortSignal.timeout(patienceMs);
  const http = deps.http(access.values, signal);
  const { verifier } = openSignInSecrets(deps.sealer, signIn);
  const tokens = await exchangeCode(
    { auth, setup: access.values, http, now: deps.clock.now() },
    { code: codeOf(query), redirectUri: redirectUri(signIn.origin), verifier },
  );
  return lookAtGrant(auth, { setup: access.values, http, signal, tokens }).catch((error: unknown) => {
    throw error instanceof ConnectorError ? withoutTokens(access.values, tokens, error) : error;
  });
}

async function lookAtGrant(auth: OAuth2Auth, context: GrantContext): Promise<ReceivedGrant> {
  const { tokens } = context;
  const grant = (await auth.complete?.(context)) ?? { tokens, person: null, scopes: null, missing: [] };
  if (grant.missing.length > 0) {
    throw new SignInFailure(
      "permission_missing",
      "Not everything was allowed that is needed. Try again and leave every switch on.",
      { missing: grant.missing },
    );
  }
  return { grant, targets: (await auth.targets?.({ ...context, tokens: grant.tokens })) ?? null };
}

/** Applications repeat tokens in their error texts, and those reach the page. */
function withoutTokens(setup: SetupValues, { accessToken }: OAuthTokens, error: ConnectorError): ConnectorError {
  const { message, details } = maskFailure({ setup, credentials: { externalId: "", accessToken } }, error);
  const { kind, reauthenticate } = error;
  return new ConnectorError(error.code, { message, details, kind, reauthenticate }, { cause: error });
}

function assertNoDenial({ auth, access }: SignInScene, query: CallbackQuery): void {
  const own = auth.denial?.(query);
  if (own) throw new SignInFailure(own.code, own.message);
  if (query.error === undefined) return;
  const { title } = access.connector;
  if (query.error === "access_denied") {
    throw new SignInFailure(
      "access_denied",
      `The sign-in was cancelled at ${title}. Nothing was connected. Try again.`,
    );
  }
  if (query.error === "server_error" || query.error === "temporarily_unavailable") {
    throw new SignInFailure("service_unavailable", `${title} cannot sign anybody in just now. Try again later.`);
  }
  throw new SignInFailure(
    "sign_in_refused",
    `${title} ended the sign-in (${query.error.slice(0, 100)}). Try again; if it stays so, tell whoever gave you this link.`,
  );
}

function codeOf({ code }: CallbackQuery): string {
  if (code !== undefined && code !== "") return code;
  throw new SignInFailure("sign_in_refused", "The application brought nothing back by which to go on. Try again.");
}
