import type { HttpClient, HttpResponse, OAuth2Auth, OAuthTokens, SetupValues } from "@velodrome/kit";
import * as oauth from "oauth4webapi";
import { SignInFailure } from "./sign-in-failure.ts";

/** One talk with a provider's token endpoint. */
export interface TokenTalk {
  auth: OAuth2Auth;
  setup: SetupValues;
  http: HttpClient;
  now: number;
}

/** A code becomes tokens. @throws SignInFailure, ConnectorError */
export function exchangeCode(
  talk: TokenTalk,
  { code, redirectUri, verifier }: { code: string; redirectUri: string; verifier: string | null },
): Promise<OAuthTokens> {
  return ask("code", talk, async (server, client, proof, options) => {
    const parameters = oauth.validateAuthResponse(server, client, new URLSearchParams({ code }), oauth.skipStateCheck);
    return oauth.processAuthorizationCodeResponse(
      server,
      client,
      await oauth.authorizationCodeGrantRequest(
        server,
        client,
        proof,
        parameters,
        redirectUri,
        verifier ?? oauth.nopkce,
        options,
      ),
    );
  });
}

/** New tokens before the old ones end. A refresh token that is not replaced stays good. @throws SignInFailure, ConnectorError */
export async function refreshTokens(talk: TokenTalk, refreshToken: string): Promise<OAuthTokens> {
  const tokens = await ask("refresh token", talk, async (server, client, proof, options) =>
    oauth.processRefreshTokenResponse(
      server,
      client,
      await oauth.refreshTokenGrantRequest(server, client, proof, refreshToken, options),
    ),
  );
  return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
}

/** What tokens are asked for with. */
type Grant = "code" | "refresh token";

type Ask = (
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  proof: oauth.ClientAuth,
  options: oauth.TokenEndpointRequestOptions,
) => Promise<oauth.TokenEndpointResponse>;

async function ask(grant: Grant, talk: TokenTalk, request: Ask): Promise<OAuthTokens> {
  const { auth, setup } = talk;
  const address = auth.tokenUrl(setup);
  const wire = fetchThrough(talk.http);
  const options = {
    [oauth.customFetch]: wire.fetch,
    // The address is the connector's own or one that the partner has set.
    [oauth.allowInsecureRequests]: address.startsWith("http:"),
  };
  try {
    const server = { issuer: new URL(address).origin, token_endpoint: address };
    const answer = await request(server, { client_id: setup.clientId }, proofOf(auth, setup), options);
    return {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? null,
      expiresAt: answer.expires_in === undefined ? null : talk.now + answer.expires_in * 1000,
    };
  } catch (error) {
    throw refusalOf({ auth, grant }, wire.last(), error);
  }
}

function proofOf({ clientAuthentication }: OAuth2Auth, { clientSecrets }: SetupValues): oauth.ClientAuth {
  const [newest = ""] = clientSecrets;
  if (newest === "") {
    throw new SignInFailure(
      "setup_incomplete",
      "Signing in is not set up completely. Tell whoever gave you this link.",
    );
  }
  return clientAuthentication === "basic" ? oauth.ClientSecretBasic(newest) : oauth.ClientSecretPost(newest);
}

/** The library's requests go out by our own client, which keeps to the way out and its limits. */
function fetchThrough(http: HttpClient) {
  let last: HttpResponse | null = null;
  return {
    last: () => last,
    fetch: async (url: string, init: { headers: Record<string, string>; body?: unknown }): Promise<Response> => {
      const form = Object.fromEntries(init.body instanceof URLSearchParams ? init.body : new URLSearchParams());
      last = await http.request({ method: "POST", url, headers: init.headers, form });
      const isJson = typeof last.body === "object" && last.body !== null;
      return new Response(isJson ? JSON.stringify(last.body) : String(last.body), {
        status: last.status,
        // Some providers send JSON under another name.
        headers: { "content-type": isJson ? "application/json" : "text/plain" },
      });
    },
  };
}

const serverTrouble = 500;

/** What the token endpoint's no means, in words for the person who waits. */
function refusalOf(
  { auth, grant }: { auth: OAuth2Auth; grant: Grant },
  response: HttpResponse | null,
  error: unknown,
): unknown {
  // Nothing was answered: the call itself failed, and its error says how.
  if (response === null) return error;
  const own = response.status === 200 ? null : (auth.refusal?.(response) ?? null);
  if (own !== null) return own;
  const isTrouble = response.status >= serverTrouble || response.status === 429;
  if (!isTrouble && says(error, "invalid_client", "unauthorized_client")) {
    return new SignInFailure(
      "setup_refused",
      "The application does not take the Client ID and Client Secret of this installation. Tell whoever gave you this link.",
      { cause: error },
    );
  }
  // A code serves once, and whoever brought it can sign in again. A refresh token is given up for the one answer only that
  // says that it is no good: a gateway's no, or a changed address, says nothing of it.
  if (isTrouble || (grant === "refresh token" && !says(error, "invalid_grant"))) {
    return new SignInFailure(
      "service_unavailable",
      "The application did not answer properly just now. Nothing was lost: wait a minute and try again.",
      { cause: error },
    );
  }
  return new SignInFailure(
    "code_refused",
    "The sign-in took too long or was used already, so the application no longer takes it. Try again.",
    { cause: error },
  );
}

const says = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof oauth.ResponseBodyError && codes.includes(error.error);
