import type { Caller } from "@velodrome/contract";
import type { FastifyRequest } from "fastify";
import { type CallerDeps, findBearer, findPerson } from "../account/callers.ts";
import type { Settings } from "../account/settings.ts";
import { AppError } from "../base/app-error.ts";
import type { Api } from "./api.ts";
import { assertOwnOrigin, needsSecureCookies } from "./cookie-safety.ts";
import { toWebHeaders } from "./web-headers.ts";

export interface AuthorizeDeps extends CallerDeps {
  settings: Settings;
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** Lets nobody unknown through to `/v1/…`. The route's own pattern decides, so that no spelling of the address gets by. */
export function addAuthorization(api: Api, deps: AuthorizeDeps): void {
  // With `done` and no promise: every webhook comes by here too.
  api.addHook("onRequest", (request, _reply, done) => {
    if (request.routeOptions.url?.startsWith("/v1/") !== true) return done();
    authorize(deps, request).then((caller) => {
      callers.set(request, caller);
      done();
    }, done);
  });
}

/** Who called a route under `/v1`. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (caller === undefined) {
    throw new Error(`${request.routeOptions.url} asks for its caller but is not under /v1.`);
  }
  return caller;
}

/**
 * A bearer token, or else the session cookie of a person.
 * @throws AppError unauthenticated, or forbidden when a cookie comes from a foreign page
 */
export async function authorize(deps: AuthorizeDeps, request: FastifyRequest): Promise<Caller> {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    return (token === undefined ? null : await findBearer(deps, token)) ?? refuse("This bearer token is not valid");
  }
  if (cookie === undefined) {
    return refuse("This needs a caller");
  }
  const secure = await needsSecureCookies(deps.settings, request);
  const person = await findPerson(deps, toWebHeaders(request), secure);
  if (person === null) {
    return refuse("This session has ended");
  }
  await assertOwnOrigin(deps.settings, request);
  return person;
}

function refuse(what: string): never {
  throw new AppError("unauthenticated", {
    message: `${what}: send Authorization: Bearer <token>, or sign in to the console.`,
  });
}
