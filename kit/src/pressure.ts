import type { HttpResponse } from "./http-client.ts";
import { retryAfterMs } from "./retry-after.ts";

/** What an application asks to be spared: everything with this Setup, one connection's calls, or those of one method. */
export const pressureScopes = ["setup", "connection", "method"] as const;
export type PressureScope = (typeof pressureScopes)[number];

/** An application's wish that later calls wait, read from an answer, whether that was a success or not. */
export interface Pressure {
  scope: PressureScope;
  /** So long from now, in ms. */
  forMs: number;
  /** snake_case and stable. */
  code: string;
  /** Why, for a person who looks at a run that waits. */
  message: string;
}

/** Statuses by which a server says that it is asked too much. */
const overloaded: ReadonlySet<number> = new Set([429, 503]);

/**
 * The wish in an answer of 429 or 503 with `Retry-After`, as any HTTP application may express it: calls of the same method
 * wait for so long.
 */
export function pressureOfRetryAfter({ status, headers }: HttpResponse): Pressure[] {
  if (!overloaded.has(status)) return [];
  const forMs = retryAfterMs(headers);
  if (forMs === null) return [];
  const message = "The application asked not to be called again before this time.";
  return [{ scope: "method", forMs, code: "rate_limited", message }];
}
