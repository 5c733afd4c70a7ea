import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recordCall } from "./calls.ts";
import { aimOf, findHandler } from "./dispatch.ts";
import { GraphError, sentButFailed } from "./error.ts";
import { type Fault, type Faults, faultError } from "./faults.ts";
import { type Params, readParams } from "./params.ts";
import type { GraphDeps, GraphResult } from "./request.ts";
import { readPath } from "./version.ts";

/** What is known of a call so far; also kept when it fails. */
interface Seen {
  version: string;
  params: Params;
  pageId: string | null;
  psid: string | null;
}

interface Answer {
  status: number;
  body: unknown;
  headers: Record<string, string>;
  about?: GraphResult["about"];
}

/** Every path that is not the chat's own is the Graph API's. */
export async function graphRoutes(server: FastifyInstance, deps: GraphDeps & { faults: Faults }): Promise<void> {
  // Bodies are read by readParams, so that a broken one is answered, and recorded, the way Meta does.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  server.route({
    method: ["GET", "POST", "PUT", "DELETE"],
    url: "/*",
    handler: (request, reply) => serve(deps, request, reply),
  });
}

async function serve(
  deps: GraphDeps & { faults: Faults },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const url = new URL(request.url, `http://${request.headers.host}`);
  const at = deps.world.now();
  const begun = performance.now();
  const seen: Seen = { version: "v26.0", params: Object.fromEntries(url.searchParams), pageId: null, psid: null };
  const answer = await answerCall(deps, request, url, seen);
  recordCall(deps.world, {
    at,
    ms: Math.round(performance.now() - begun),
    method: request.method,
    path: url.pathname,
    params: seen.params,
    status: answer?.status ?? null,
    response: answer?.body ?? "The connection was dropped on purpose",
    pageId: answer?.about?.pageId ?? seen.pageId,
    psid: answer?.about?.psid ?? seen.psid,
    mid: answer?.about?.mid ?? null,
  });
  if (!answer) {
    reply.hijack();
    request.raw.socket.destroy();
    return undefined;
  }
  return reply
    .code(answer.status)
    .headers({ "facebook-api-version": seen.version, "cache-control": "no-store", ...answer.headers })
    .send(answer.body);
}

/** null = drop the connection. */
async function answerCall(
  deps: GraphDeps & { faults: Faults },
  request: FastifyRequest,
  url: URL,
  seen: Seen,
): Promise<Answer | null> {
  try {
    const path = readPath(url.pathname);
    seen.version = path.version;
    const body = typeof request.body === "string" ? request.body : "";
    seen.params = readParams(url.searchParams, request.headers["content-type"] ?? "", body);
    const { authorization } = request.headers;
    const aim = aimOf(deps.world, path.segments, seen.params, authorization);
    seen.pageId = aim.page;
    seen.psid = aim.psid;
    const fault = deps.faults.take(aim);
    if (await spoil(fault)) return null;
    const { handler, node, leaf } = findHandler(request.method, path.segments);
    const call = { method: request.method, node, leaf, url, params: seen.params, authorization };
    const result = await handler(deps, call);
    if (fault?.sendThenFail) return { ...failure(deps, sentButFailed()), about: result.about };
    return { status: 200, body: result.body, headers: {}, about: result.about };
  } catch (cause) {
    if (!(cause instanceof GraphError)) throw cause;
    return failure(deps, cause);
  }
}

async function spoil(fault: Fault | null): Promise<boolean> {
  if (fault?.delayMs !== undefined) await pause(fault.delayMs, undefined, { ref: false });
  if (fault?.error) throw faultError(fault.error);
  return fault?.dropConnection === true;
}

function failure(deps: GraphDeps, error: GraphError): Answer {
  return {
    status: error.status,
    body: error.toEnvelope(deps.world.newId("A").slice(0, 23)),
    headers: error.problem.headers ?? {},
  };
}
