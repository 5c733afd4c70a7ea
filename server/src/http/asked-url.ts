import type { FastifyRequest } from "fastify";

/** The address that was asked for, as the caller sees it: a trusted proxy's `X-Forwarded-*` count. */
export function askedUrl(request: FastifyRequest): URL {
  const base = `${request.protocol}://${request.host}`;
  return new URL(URL.canParse(base) ? base : "http://unknown.invalid");
}
