import type { HttpRequest, HttpResponse } from "./http-client.ts";
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

/**
 * Makes the trace of a call. What is secret by its name in the request is also taken out wherever its value appears,
 * since applications repeat tokens in links and error texts.
 */
export function exchangeOf(
  request: HttpRequest,
  headers: Record<string, string>,
  response: HttpResponse | null,
  durationMs: number,
): HttpExchange {
  const secrets = secretsOf(request, headers);
  const sent = (value: unknown): unknown => maskSecrets(value, { isSecret: isSentSecretKey, secrets });
  const received = (value: unknown): unknown => maskSecrets(value, { isSecret: isSecretKey, secrets });
  return {
    request: {
      method: request.method,
      url: maskUrl(request.url, secrets),
      headers: sent(headers) as Record<string, string>,
      body: sent(request.json ?? request.form ?? null),
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

function secretsOf(request: HttpRequest, headers: Record<string, string>): string[] {
  const found = new Set<string>();
  for (const fields of [headers, request.form, request.json]) {
    if (!isRecord(fields)) continue;
    for (const [key, value] of Object.entries(fields)) add(found, key, value);
  }
  if (URL.canParse(request.url)) {
    const url = new URL(request.url);
    for (const [key, value] of url.searchParams) add(found, key, value);
    add(found, "password", decodeURIComponent(url.password));
  }
  return [...found].sort((one, other) => other.length - one.length);
}

function add(found: Set<string>, key: string, value: unknown): void {
  if (typeof value !== "string" || !isSentSecretKey(key)) return;
  const secret = value.replace(/^(Bearer|Basic) /i, "");
  if (secret.length >= shortestSecret && secret !== redacted) found.add(secret);
}
