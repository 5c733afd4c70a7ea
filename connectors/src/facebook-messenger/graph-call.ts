import { createHmac } from "node:crypto";
import { type CallContext, ConnectorError, type Credentials, type HttpClient, type SetupValues } from "@velodrome/kit";
import { isSecretRefused } from "./application-error.ts";
import { asFields, type Fields } from "./field.ts";
import { graphErrorOf } from "./graph-error.ts";

/** Where Meta itself answers. */
export const facebookGraph = "https://graph.facebook.com";

export interface GraphCall {
  method: "GET" | "POST" | "DELETE";
  /** Below the version, as in `me/messages`. */
  path: string;
  query?: Readonly<Record<string, string>>;
  json?: Fields;
}

/** What every call needs beside a token. */
export interface GraphAccess {
  setup: SetupValues;
  http: HttpClient;
}

/** In the connection's name: its Page's token. Throws `ConnectorError`. */
export function callGraph(context: CallContext, call: GraphCall): Promise<Fields> {
  const { credentials } = context;
  return callGraphWith(context, credentials.accessToken, call, (secret) => proofOfConnection(secret, credentials));
}

/**
 * In the name of a person or Page: token in the header, proof in the query. While the app's secret changes, Meta's side may
 * still have the former one, or already one that is not known here. Throws `ConnectorError`.
 */
export async function callGraphWith(
  access: GraphAccess,
  accessToken: string,
  call: GraphCall,
  prove = (secret: string): string => proofOf(secret, accessToken),
): Promise<Fields> {
  const proven = (secret: string): Promise<Fields> => {
    const proof = `appsecret_proof=${prove(secret)}`;
    const asked = queryOf(call.query);
    return send(access, call, asked === "" ? proof : `${asked}&${proof}`, {
      accept,
      authorization: `Bearer ${accessToken}`,
    });
  };
  try {
    return await proven(newestSecret(access.setup));
  } catch (error) {
    if (!mayBeProof(error)) throw error;
    const [, former] = access.setup.clientSecrets;
    // Refused for its parameters: it did not happen, whichever of them was wrong.
    if (former !== undefined) return proven(former).catch((again: unknown) => rejectRefused(access, again));
    return rejectRefused(access, error);
  }
}

/** A wrong proof is an invalid parameter; its words are translated, so that numbers cannot tell it from others. */
const mayBeProof = (error: unknown): error is ConnectorError =>
  error instanceof ConnectorError && error.code === "invalid_parameter";

/** Asks whether the secret is still the app's before the call is to blame. */
async function rejectRefused(access: GraphAccess, error: unknown): Promise<never> {
  if (mayBeProof(error) && (await isSecretGone(access))) {
    throw new ConnectorError(
      "client_secret_wrong",
      {
        message:
          "Facebook no longer takes the Client Secret that is in the Setup, so the call was not made. Enter the app's new secret there; the call is tried again.",
        kind: "retryable",
        retryAfterMs: secretPauseMs,
        details: { field: "clientSecret" },
      },
      { cause: error },
    );
  }
  throw error;
}

/** Somebody has to enter the new one. */
const secretPauseMs = 60_000;

async function isSecretGone(access: GraphAccess): Promise<boolean> {
  const http: HttpClient = { request: (request) => access.http.request({ ...request, untraced: true }) };
  try {
    await callTokenEndpoint({ ...access, http }, { grant_type: "client_credentials" });
    return false;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return isSecretRefused(error);
  }
}

/** In the app's own name; its token holds the secret, so that it needs no proof. Throws `ConnectorError`. */
export function callGraphAsApp(access: GraphAccess, call: GraphCall): Promise<Fields> {
  const { clientId } = access.setup;
  const authorization = `Bearer ${clientId}|${newestSecret(access.setup)}`;
  return send(access, call, queryOf(call.query), { accept, authorization });
}

/** `oauth/access_token`, which takes no token but Client ID and Client Secret. Throws `ConnectorError`. */
export function callTokenEndpoint(access: GraphAccess, query: Readonly<Record<string, string>>): Promise<Fields> {
  const pair = { client_id: access.setup.clientId, client_secret: newestSecret(access.setup) };
  return send(access, { method: "GET", path: "oauth/access_token" }, queryOf({ ...query, ...pair }), { accept });
}

/** An address of the Graph API in the Setup's version. */
export function graphAddress(setup: SetupValues, path: string): string {
  const base = (setup.graphUrl ?? facebookGraph).replace(/\/+$/, "");
  return `${base}/${setup.graphVersion}/${path}`;
}

function newestSecret({ clientSecrets }: SetupValues): string {
  const [newest] = clientSecrets;
  if (newest !== undefined && newest !== "") return newest;
  throw new ConnectorError("setup_incomplete", {
    message: "The Setup has no Client Secret, so calls to Facebook cannot be proven. Enter it in the Setup.",
    kind: "terminal",
    details: { field: "clientSecret" },
  });
}

/** Proves that the caller knows the app's secret, so that a stolen token is worth nothing elsewhere. */
function proofOf(secret: string, accessToken: string): string {
  return createHmac("sha256", secret).update(accessToken).digest("hex");
}

const lastProofs = new WeakMap<Credentials, { secret: string; accessToken: string; proof: string }>();

/**
 * A connection that is called again and again needs no proof of its own for each call. It is forgotten with the
 * credentials that it is of.
 */
function proofOfConnection(secret: string, credentials: Credentials): string {
  const { accessToken } = credentials;
  const last = lastProofs.get(credentials);
  if (last?.secret === secret && last.accessToken === accessToken) return last.proof;
  const proof = proofOf(secret, accessToken);
  lastProofs.set(credentials, { secret, accessToken, proof });
  return proof;
}

const accept = "application/json";

const queryOf = (query: GraphCall["query"]): string =>
  query === undefined ? "" : new URLSearchParams(query).toString();

/** Every call to the Graph API goes through here: one reading of errors. */
async function send(
  { http, setup }: GraphAccess,
  call: Omit<GraphCall, "query">,
  query: string,
  headers: Record<string, string>,
): Promise<Fields> {
  const url = `${graphAddress(setup, call.path)}${query === "" ? "" : `?${query}`}`;
  const { method, json } = call;
  const response = await http.request(json === undefined ? { method, url, headers } : { method, url, headers, json });
  const error = graphErrorOf(response);
  if (error !== null) throw error;
  const body = asFields(response.body);
  if (body === null) {
    throw new ConnectorError("not_graph", {
      message:
        "The address that should be the Graph API gave an answer that is not Graph's. Check the Setup's Graph address.",
      // It was taken with a success, so that whatever it did may have happened.
      kind: call.method === "GET" ? "terminal" : "uncertain",
      details: { status: response.status },
    });
  }
  return body;
}
