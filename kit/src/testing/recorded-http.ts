import type { HttpClient, HttpRequest, HttpResponse } from "../http-client.ts";

/** An `HttpClient` that gives recorded replies in turn and remembers what it was asked. */
export interface RecordedHttp extends HttpClient {
  requests: readonly HttpRequest[];
}

/**
 * Throws `RangeError` when it is asked more often than it has replies. A reply that is an error is thrown.
 *
 * @public
 */
export function recordedHttp(replies: readonly (HttpResponse | Error)[]): RecordedHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    request: async (request) => {
      const reply = replies[requests.length];
      requests.push(request);
      if (reply === undefined) throw new RangeError(`There is no reply number ${requests.length}: ${request.url}`);
      if (reply instanceof Error) throw reply;
      return reply;
    },
  };
}
