import { ConnectorError, type HttpResponse, type OAuth2Auth } from "@velodrome/kit";
import { isSecretRefused } from "./application-error.ts";
import { completeGrant } from "./grant.ts";
import { grantedPages } from "./granted-page.ts";
import { graphAddress } from "./graph-call.ts";
import { graphErrorOf } from "./graph-error.ts";
import { permissions } from "./permission.ts";
import { atSignIn, signInError } from "./sign-in-words.ts";
import { dialogAddress, dialogParameters, readDenial } from "./login-dialog.ts";

/** Asked for when the Setup names no scopes. The last two are for Pages that belong to a business. */
export const defaultScopes: readonly string[] = [
  "pages_messaging",
  "pages_manage_metadata",
  "pages_show_list",
  "pages_read_engagement",
  "business_management",
];

/** Facebook Login and Facebook Login for Business: the Setup's values tell which. */
export const signIn: OAuth2Auth = {
  kind: "oauth2",
  title: "Sign in with Facebook",
  authorizationUrl: dialogAddress,
  tokenUrl: (setup) => graphAddress(setup, "oauth/access_token"),
  scopes: defaultScopes,
  permissions,
  scopeSeparator: ",",
  clientAuthentication: "body",
  pkce: false,
  dialogParameters,
  denial: readDenial,
  refusal: readRefusal,
  complete: (context) => atSignIn(completeGrant(context)),
  targets: (context) => atSignIn(grantedPages(context)),
};

/** The token endpoint answers with Graph's errors, not with OAuth's. */
function readRefusal(response: HttpResponse): ConnectorError | null {
  const error = graphErrorOf(response);
  if (error === null) return null;
  if (!isSecretRefused(error)) return signInError(error);
  const data = {
    message: "Facebook does not take the Setup's Client Secret. Check it in the Setup.",
    kind: "terminal" as const,
    details: { ...error.details, field: "clientSecret" },
  };
  return new ConnectorError("client_secret_wrong", data, { cause: error });
}
