import {
  type Auth,
  apiKeyAuth,
  basicAuth,
  bearerAuth,
  ConnectorError,
  noAuth,
  type OAuth2Auth,
  type SetupValues,
} from "@velodrome/kit";

/** Of an application nobody here knows: the Setup names the addresses of its sign-in. */
const signIn: OAuth2Auth = {
  kind: "oauth2",
  title: "OAuth 2 sign-in",
  authorizationUrl: (setup) => addressOf(setup, "dialogUrl", "authorization address"),
  tokenUrl: (setup) => addressOf(setup, "graphUrl", "token address"),
  scopes: [],
  scopeSeparator: " ",
  clientAuthentication: "body",
  // Who does not know it passes over it.
  pkce: true,
};

function addressOf(setup: SetupValues, field: "dialogUrl" | "graphUrl", what: string): string {
  const address = setup[field];
  if (address !== null) return address;
  throw new ConnectorError("setup_incomplete", {
    message: `The Setup has no ${what}, so nobody can sign in. Enter it in the Setup.`,
    kind: "terminal",
    details: { field },
  });
}

export const httpAuth: readonly Auth[] = [noAuth(), bearerAuth(), apiKeyAuth(), basicAuth(), signIn];
