import { ConnectorError, type FailureKind, type HttpRequest, type HttpResponse, retryAfterMs } from "@velodrome/kit";

/** Methods that change nothing, and those whose repetition changes nothing more, by the standard of HTTP. */
const reading: ReadonlySet<HttpRequest["method"]> = new Set(["GET", "HEAD"]);
const idempotent: ReadonlySet<HttpRequest["method"]> = new Set(["GET", "HEAD", "PUT", "DELETE"]);

export const isIdempotent = (method: HttpRequest["method"]): boolean => idempotent.has(method);
export const isReading = (method: HttpRequest["method"]): boolean => reading.has(method);

/** Our code for a status, where it says more than that the call was refused. */
const codeByStatus: ReadonlyMap<number, string> = new Map([
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not_found"],
  [408, "request_timeout"],
  [409, "conflict"],
  [422, "unprocessable"],
  [425, "too_early"],
  [429, "rate_limited"],
]);

/** Statuses that say the call was not taken, and may be later. */
const notTaken: ReadonlySet<number> = new Set([408, 425, 429]);

/** Null for 2xx and for what the step calls a success. */
export function failureOf(
  request: HttpRequest,
  response: HttpResponse,
  options: { successes: readonly number[]; hasCredentials: boolean },
): ConnectorError | null {
  const { status } = response;
  if ((status >= 200 && status < 300) || options.successes.includes(status)) return null;
  const kind = kindOf(request.method, response);
  const after = retryAfterMs(response.headers);
  return new ConnectorError(codeOf(status), {
    message: messageOf(request, response, kind),
    kind,
    ...(kind === "retryable" && after !== null && { retryAfterMs: after }),
    reauthenticate: status === 401 && options.hasCredentials,
    details: { status, host: new URL(request.url).host },
  });
}

function kindOf(method: HttpRequest["method"], { status, headers }: HttpResponse): FailureKind {
  if (notTaken.has(status)) return "retryable";
  if (status < 500) return "terminal";
  // One that says when to come back has not begun.
  if (isReading(method) || (status === 503 && retryAfterMs(headers) !== null)) return "retryable";
  return "uncertain";
}

function codeOf(status: number): string {
  if (status >= 500) return "server_error";
  return codeByStatus.get(status) ?? (status < 400 ? "redirected" : "request_refused");
}

function messageOf({ method, url }: HttpRequest, { status, headers }: HttpResponse, kind: FailureKind): string {
  const what = `${new URL(url).host} answered ${status} to ${method}.`;
  if (kind === "retryable") return `${what} It is tried again later.`;
  if (kind === "uncertain") return `${what} The call may have happened: see there before repeating it.`;
  if (status < 400)
    return `${what} It leads elsewhere (${headers.location ?? "it does not say where"}) and is not followed. Use the address it leads to.`;
  if (status === 401) return `${what} Check the connection's credentials.`;
  return `${what} See its answer in the response, and correct the step.`;
}

/** A lost answer to a call that changes nothing is no question of whether it happened. */
export function repeatableLoss(method: HttpRequest["method"], error: unknown): unknown {
  if (!(error instanceof ConnectorError) || !isReading(method)) return error;
  if (error.code !== "no_answer" && error.code !== "connection_lost") return error;
  const message = `There was no whole answer to ${method}. It is tried again, which changes nothing.`;
  return new ConnectorError(error.code, { message, kind: "retryable", details: error.details }, { cause: error });
}
