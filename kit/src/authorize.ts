import type { ApiKeyAuth, Auth } from "./auth.ts";
import type { Credentials } from "./call-context.ts";
import { ConnectorError } from "./connector-error.ts";
import type { HttpRequest } from "./http-client.ts";

/** What credentials add to a request. */
export interface Authorization {
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** What of it must not be seen. */
  secrets: readonly string[];
}

const nothing: Authorization = { headers: {}, query: {}, secrets: [] };

/**
 * The request with the connection's credentials in it, by the kind they are of. They take the place of a header or
 * parameter of the same name, and are kept out of the call's trace.
 * Throws `ConnectorError`: `credentials_missing` when the connection does not hold what its kind needs.
 *
 * @example
 * await context.http.request(authorize({ method: "GET", url }, auth, context.credentials));
 */
export function authorize(request: HttpRequest, auth: readonly Auth[], credentials: Credentials): HttpRequest {
  const { headers, query, secrets } = authorizationOf(auth, credentials);
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const others = Object.entries(request.headers ?? {}).filter(([name]) => !names.has(name.toLowerCase()));
  return {
    ...request,
    url: withQuery(request.url, query),
    headers: { ...Object.fromEntries(others), ...headers },
    secrets: [...(request.secrets ?? []), ...secrets],
  };
}

/** Throws `ConnectorError`: `credentials_missing`. */
export function authorizationOf(auth: readonly Auth[], credentials: Credentials): Authorization {
  const kind = credentials.auth === undefined ? auth[0] : auth.find((each) => each.kind === credentials.auth);
  if (kind === undefined) throw missing(`a kind of authentication that is there (not "${credentials.auth}")`);
  const value = (field: string): string => credentials.values?.[field] ?? "";
  switch (kind.kind) {
    case "none":
      return nothing;
    case "oauth2":
      return bearer(credentials.accessToken);
    case "bearer":
      return bearer(value("token"));
    case "basic":
      return basic(value("username"), value("password"));
    case "api-key":
      return apiKey(kind, value);
  }
}

function bearer(token: string): Authorization {
  if (token === "") throw missing("a token");
  return { headers: { authorization: `Bearer ${token}` }, query: {}, secrets: [token] };
}

function basic(username: string, password: string): Authorization {
  if (username === "" && password === "") throw missing("a user name or password");
  const pair = Buffer.from(`${username}:${password}`).toString("base64");
  return { headers: { authorization: `Basic ${pair}` }, query: {}, secrets: [pair, password].filter(Boolean) };
}

function apiKey(kind: ApiKeyAuth, value: (field: string) => string): Authorization {
  const key = value("key");
  const name = kind.placement?.name ?? value("name");
  if (key === "" || name === "") throw missing("a key and the name it is sent under");
  const inQuery = (kind.placement?.in ?? value("in")) === "query";
  return { headers: inQuery ? {} : { [name]: key }, query: inQuery ? { [name]: key } : {}, secrets: [key] };
}

function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  if (Object.keys(query).length === 0 || !URL.canParse(address)) return address;
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

function missing(what: string): ConnectorError {
  return new ConnectorError("credentials_missing", {
    message: `The connection has not got ${what}. Enter its credentials again.`,
    kind: "terminal",
    reauthenticate: true,
  });
}
