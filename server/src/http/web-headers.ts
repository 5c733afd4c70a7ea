import type { FastifyReply, FastifyRequest } from "fastify";

/** A request's headers for what speaks the web's own types. Its address is the one that we believe. */
export function toWebHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const item of Array.isArray(value) ? value : [value ?? ""]) {
      headers.append(name, item);
    }
  }
  headers.set("x-forwarded-for", request.ip);
  return headers;
}

/** Hands a web answer on as it is. */
export async function sendWebResponse(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status);
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") {
      reply.header(name, value);
    }
  }
  reply.header("set-cookie", response.headers.getSetCookie());
  return reply.send(response.body === null ? null : Buffer.from(await response.arrayBuffer()));
}
