import type { HttpRequest, HttpResponse } from "./http-client.ts";
import type { Outgoing } from "./http-dispatch.ts";
import { isRecord, isSecretKey, isSentSecretKey, maskSecrets, maskUrl, redacted } from "./redact.ts";

/** One call as a run's history keeps it: without its secrets. */
export interface HttpExchange {
  request: { method: string; url: string; headers: Record<string, string>; body: unknown };
  /** Null when there was no answer. */
  response: { status: number; headers: Record<string, string>; body: unknown } | null;
  durationMs: number;
}

/** Shorter ones could stand anywhere by chance. */
const shortestSecret = 8;
/** What stands in an address as it is. */
const plain = /^[\w.~-]*$/;
/** Deeper in a body nobody puts a token. */
const deepestSecret = 20;

/**
 * Makes the trace of a call. What is secret by its name in the request is also taken out wherever its value appears,
 * since applications repeat tokens in links and error texts; so is what is `known` to be secret.
 */
export function exchangeOf(
  request: HttpRequest,
  { url, headers }: Pick<Outgoing, "url" | "headers">,
  response: HttpResponse | null,
  durationMs: number,
  known: readonly string[] = [],
): HttpExchange {
  const secrets = secretsOf(request, headers, url, known);
  const sent = (value: unknown): unknown => maskSecrets(value, { isSecret: isSentSecretKey, secrets });
  const received = (value: unknown): unknown => maskSecrets(value, { isSecret: isSecretKey, secrets });
  return {
    request: {
      method: request.method,
      url: maskUrl(request.url, secrets, url),
      headers: sent(headers) as Record<string, string>,
      body: sent(request.json ?? request.form ?? request.text ?? null),
    },
    response:
      response === null
        ? null
        : {
            status: response.status,
            headers: received(response.headers) as Record<string, string>,
            body: received(response.body),
          },
    durationMs,
  };
}

/** Longest first, so that one which holds another is taken out whole. */
function secretsOf(
  request: HttpRequest,
  headers: Record<string, string>,
  url: URL,
  known: readonly string[],
): string[] {
  const found = new Set<string>();
  for (const part of [headers, request.form, request.json]) collect(found, part, 1);
  // A form may come as text.
  if (request.text !== undefined) for (const [key, value] of new URLSearchParams(request.text)) add(found, key, value);
  url.searchParams.forEach((value, key) => add(found, key, value));
  if (url.password !== "") add(found, "password", decoded(url.password));
  for (const secret of request.secrets ?? []) if (secret !== "") found.add(secret);
  for (const secret of known) if (secret !== "") found.add(secret);
  const secrets = [...found];
  // The same secret as it stands in an address.
  for (const secret of found) if (!plain.test(secret)) secrets.push(encodeURIComponent(secret.toWellFormed()));
  return secrets.sort((one, other) => other.length - one.length);
}

function collect(found: Set<string>, value: unknown, depth: number): void {
  if (depth > deepestSecret) return;
  if (Array.isArray(value)) for (const item of value) collect(found, item, depth + 1);
  else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      const inner = value[key];
      if (typeof inner === "object") collect(found, inner, depth + 1);
      else add(found, key, inner);
    }
  }
}

const scheme = /^(Bearer|Basic) /i;
const basic = /^Basic /i;

function add(found: Set<string>, key: string, value: unknown): void {
  if (typeof value !== "string" || !isSentSecretKey(key)) return;
  const secret = value.replace(scheme, "");
  if (secret.length < shortestSecret || secret === redacted) return;
  found.add(secret);
  if (basic.test(value))
    add(
      found,
      key,
      Buffer.from(secret, "base64")
        .toString("utf8")
        .replace(/^[^:]*:/, ""),
    );
}

/** An address may hold a `%` that encodes nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
