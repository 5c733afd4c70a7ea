import type { FastifyRequest } from "fastify";
import type { Api } from "./api.ts";

/** Asked for so often that a line for each would be the whole log. */
const frequent = /^\/(webhooks|health|metrics|assets)\b/;

/** One line a request, without its query, headers and body. */
export function addRequestLog(api: Api): void {
  api.addHook("onResponse", (request, reply, done) => {
    const address = addressOf(request);
    const level = frequent.test(address) ? "debug" : "info";
    if (level === "info" || api.log.level === "debug" || api.log.level === "trace") {
      request.log[level](
        { method: request.method, address, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
        "request",
      );
    }
    done();
  });
}

/** The path under `/v1`; elsewhere the route's pattern, because a path there may hold a token or a webhook's key. */
function addressOf(request: FastifyRequest): string {
  const pattern = request.routeOptions.url;
  return pattern === undefined || pattern.startsWith("/v1/") ? (request.url.split("?", 1)[0] ?? "") : pattern;
}
