import { ConnectorError } from "./connector-error.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "./http-client.ts";
import { type Answer, AnswerLost, dispatch, type HttpDispatcher, type Outgoing } from "./http-dispatch.ts";
import { exchangeOf, type HttpExchange } from "./http-exchange.ts";
import { isJsonTooDeep } from "./json-depth.ts";

const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 5 * 1024 * 1024;

export interface HttpClientOptions {
  /**
   * undici's dispatcher. One that refuses an address before connecting fails with an error whose `code` is snake_case
   * (`address_not_allowed`): it is passed on as terminal, with that code and its message.
   */
  dispatcher: HttpDispatcher;
  /** Ends every call of this client with kind `cancelled`. */
  signal?: AbortSignal;
  /** Gets every call that was tried, answered or not, without its secrets. */
  onExchange?: (exchange: HttpExchange) => void;
  /** Values that must not be seen there, of whatever call. */
  secrets?: readonly string[];
  /** Gets every answer as it came, before whoever asked for it. */
  onAnswer?: (response: HttpResponse) => void;
  /** Of answers, in bytes; 5 MiB unless told. */
  maxBytes?: number;
}

/**
 * The HTTP client connectors get. Redirects are not followed: a 3xx is an answer like any other.
 * Throws `ConnectorError`: `connection_failed` (retryable, nothing was sent), `connection_lost` (uncertain),
 * `no_answer` (timeout), `answer_too_large` (uncertain), `cancelled`, `invalid_request` (terminal).
 *
 * @example
 * const http = createHttpClient({ dispatcher: new Agent(), signal, onExchange: (exchange) => trace.push(exchange) });
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  return {
    async request(request) {
      const outgoing = outgoingOf(request, options);
      const startedAt = performance.now();
      const note = (response: HttpResponse | null): void => {
        const durationMs = Math.round(performance.now() - startedAt);
        if (request.untraced) return;
        options.onExchange?.(exchangeOf(request, outgoing, response, durationMs, options.secrets));
      };
      let answer: Answer;
      try {
        answer = await dispatch(options.dispatcher, outgoing);
      } catch (error) {
        note(null);
        throw errorOf(error, outgoing);
      }
      const response = { status: answer.status, headers: answer.headers, body: bodyOf(answer) };
      note(response);
      options.onAnswer?.(response);
      return response;
    },
  };
}

function outgoingOf(request: HttpRequest, options: HttpClientOptions): Outgoing {
  const { json, form, text } = request;
  if (Number(json !== undefined) + Number(form !== undefined) + Number(text !== undefined) > 1) {
    throw invalidRequest("It has more than one body. Give one of JSON, form and text.");
  }
  const url = URL.parse(request.url);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw invalidRequest("Its address is not a complete http or https address. Check it.");
  }
  const { headers, body } = encoded(request);
  return {
    url,
    method: request.method,
    headers,
    body,
    signal: options.signal ?? null,
    timeoutMs: request.timeoutMs ?? defaultTimeoutMs,
    maxBytes: options.maxBytes ?? defaultMaxBytes,
  };
}

function encoded(request: HttpRequest): { headers: Record<string, string>; body: string | null } {
  const headers: Record<string, string> = { "user-agent": "velodrome" };
  let body: string | null = null;
  if (request.json !== undefined) {
    headers["content-type"] = "application/json";
    body = JSON.stringify(request.json);
  } else if (request.form !== undefined) {
    headers["content-type"] = "application/x-www-form-urlencoded";
    body = new URLSearchParams(request.form).toString();
  } else if (request.text !== undefined) {
    headers["content-type"] = "text/plain; charset=utf-8";
    body = request.text;
  }
  const given = request.headers ?? {};
  for (const name of Object.keys(given)) headers[name.toLowerCase()] = given[name] as string;
  return { headers, body };
}

const jsonStart = /^\s*[{[]/;

function bodyOf(answer: Answer): unknown {
  const text = answer.body.toString("utf8");
  const isJson = (answer.headers["content-type"] ?? "").includes("json") || jsonStart.test(text);
  if (!isJson || isJsonTooDeep(answer.body)) return text;
  try {
    return JSON.parse(text);
  } catch {
    // It said JSON and is none: the connector gets what came.
    return text;
  }
}

function invalidRequest(why: string, cause?: unknown): ConnectorError {
  return new ConnectorError(
    "invalid_request",
    { message: `The call cannot be made. ${why}`, kind: "terminal" },
    { cause },
  );
}

function errorOf(error: unknown, outgoing: Outgoing): ConnectorError {
  if (!(error instanceof AnswerLost)) throw error;
  const { sent, cause } = error;
  const { host } = outgoing.url;
  const details = { host, sent };
  if (error.reason === "cancelled") {
    const message = sent
      ? `The call to ${host} was cancelled while its answer was awaited: it may have happened.`
      : `The call to ${host} was cancelled before it was sent.`;
    return new ConnectorError("cancelled", { message, kind: "cancelled", details }, { cause });
  }
  if (!sent) return notSent(cause, host, details);
  if (error.reason === "timeout") {
    const message = `${host} did not answer within ${outgoing.timeoutMs} ms: the call may have happened. See there before repeating it.`;
    return new ConnectorError("no_answer", { message, kind: "timeout", details }, { cause });
  }
  if (error.reason === "too_large") {
    const message = `${host} answered with more than ${outgoing.maxBytes} bytes, which is not read. The call may have happened; ask for less.`;
    return new ConnectorError("answer_too_large", { message, kind: "uncertain", details }, { cause });
  }
  const message = `The connection to ${host} broke before the answer was complete (${codeOf(cause) ?? "no reason given"}): the call may have happened. See there before repeating it.`;
  return new ConnectorError("connection_lost", { message, kind: "uncertain", details }, { cause });
}

const ownCode = /^[a-z]+(_[a-z]+)*$/;

function notSent(cause: unknown, host: string, details: Record<string, unknown>): ConnectorError {
  if (cause instanceof ConnectorError) return cause;
  const code = codeOf(cause);
  if (code !== null && ownCode.test(code) && cause instanceof Error) {
    return new ConnectorError(code, { message: cause.message, kind: "terminal", details }, { cause });
  }
  if (code === "UND_ERR_INVALID_ARG") return invalidRequest("Check its address and headers.", cause);
  const message = `No connection to ${host} (${code ?? "in time"}), so nothing was sent. Check the address and that it can be reached from here.`;
  return new ConnectorError("connection_failed", { message, kind: "retryable", details }, { cause });
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}
