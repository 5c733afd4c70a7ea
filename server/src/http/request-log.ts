import type { FastifyRequest } from "fastify";
import type { Api } from "./api.ts";

/** Asked for so often that a line for each would be the whole log. */
const frequent = /^\/(webhooks|health|metrics|assets)\b/;

/** One line a request, without its query, headers and body. */
export function addRequestLog(api: Api): void {
  api.addHook("onResponse", async (request, reply) => {
    const address = addressOf(request);
    const level = frequent.test(address) ? "debug" : "info";
    request.log[level](
      { method: request.method, address, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "request",
    );
  });
}

/** The path under `/v1`; elsewhere the route's pattern, because a path there may hold a token or a webhook's key. */
function addressOf(request: FastifyRequest): string {
  const pattern = request.routeOptions.url;
  return pattern === undefined || pattern.startsWith("/v1/") ? (request.url.split("?", 1)[0] ?? "") : pattern;
}
