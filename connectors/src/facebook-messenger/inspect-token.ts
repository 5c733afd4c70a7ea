import { type ApplicationContext, ConnectorError, type TokenFacts } from "@velodrome/kit";
import { asApplicationError } from "./application-error.ts";
import { asFields, asId, asMoment, type Fields } from "./field.ts";
import { callGraphAsApp, type GraphAccess } from "./graph-call.ts";
import { readGraphError } from "./graph-error.ts";

/** What Facebook says of a token (`GET /debug_token`). A dead one is an answer here, not an error. */
export async function inspectToken(context: ApplicationContext, token: string): Promise<TokenFacts> {
  try {
    return factsOf(await debugToken(context, token));
  } catch (error) {
    if (error instanceof ConnectorError && isOfAnotherApp(error)) return ofAnotherApp;
    throw error;
  }
}

/**
 * Facebook tells an app nothing of a token that was made for another: error 100 there, whatever its text. A Graph API
 * that has no such address says the same number of a thing that does not exist: then nothing is known of the token.
 */
const isOfAnotherApp = ({ details }: ConnectorError): boolean =>
  details.code === 100 && details.type !== "GraphMethodException" && details.status !== 404;

const ofAnotherApp: TokenFacts = {
  valid: false,
  fault: {
    code: "token_of_other_app",
    message: "The token was made for another app than the Setup's. Take one of this app, or sign in with Facebook.",
  },
  clientId: null,
  expiresAt: null,
  dataAccessExpiresAt: null,
  scopes: [],
  personId: null,
  externalId: null,
  targets: null,
};

async function debugToken(access: GraphAccess, token: string): Promise<Fields> {
  const query = { input_token: token };
  const reply = await callGraphAsApp(access, { method: "GET", path: "debug_token", query }).catch((error: unknown) => {
    throw asApplicationError(error);
  });
  const data = asFields(reply.data);
  if (data !== null) return data;
  throw new ConnectorError("not_graph", {
    message: "Asked about a token, the Graph API told nothing of it. Check the Setup's Graph address.",
    kind: "terminal",
  });
}

function factsOf(data: Fields): TokenFacts {
  return {
    valid: data.is_valid === true,
    fault: faultOf(data),
    clientId: asId(data.app_id),
    // 0 is said of a token without an end.
    expiresAt: asMoment(data.expires_at),
    dataAccessExpiresAt: asMoment(data.data_access_expires_at),
    scopes: Array.isArray(data.scopes) ? data.scopes.filter((scope) => typeof scope === "string") : [],
    personId: asId(data.user_id),
    externalId: asId(data.profile_id),
    targets: targetsOf(data.granular_scopes),
  };
}

function faultOf(data: Fields): TokenFacts["fault"] {
  if (data.is_valid === true) return null;
  const error = asFields(data.error);
  return readGraphError({ code: error?.code ?? 190, error_subcode: error?.subcode });
}

/** Only permissions on Pages name Pages; those of other scopes are businesses or accounts elsewhere. */
function targetsOf(granular: unknown): readonly string[] | null {
  if (!Array.isArray(granular)) return null;
  const named = new Set<string>();
  for (const row of granular) {
    const { scope, target_ids: ids } = asFields(row) ?? {};
    if (typeof scope !== "string" || !scope.startsWith("pages_") || !Array.isArray(ids)) continue;
    for (const id of ids.map(asId)) if (id !== null) named.add(id);
  }
  return named.size === 0 ? null : [...named];
}
