import type { FastifyReply, FastifyRequest } from "fastify";
import type { People } from "../account/people.ts";
import type { Settings } from "../account/settings.ts";
import type { Api } from "./api.ts";
import type { Audience } from "./audience.ts";
import { askedUrl } from "./asked-url.ts";
import { assertOwnOrigin, needsSecureCookies } from "./cookie-safety.ts";
import { signInLimit } from "./sign-in-limit.ts";
import { sendWebResponse, toWebHeaders } from "./web-headers.ts";

export interface AuthDeps {
  people: People;
  settings: Settings;
  /** Listeners whose session may have ended with a request. */
  audience: Pick<Audience, "look">;
}

/** What people can do here; the rest of better-auth (signing up above all) is not reachable. */
const reads = ["get-session", "list-sessions"];
const passwordTries = ["sign-in/email", "change-password"];
const writes = ["sign-out", "update-user", "revoke-session", "revoke-sessions", "revoke-other-sessions"];

/** Exact addresses and no wildcard, so that no spelling of one gets around the limit on passwords. */
export function registerAuth(api: Api, deps: AuthDeps): void {
  const schema = { hide: true };
  const handler = (request: FastifyRequest, reply: FastifyReply) => answer(deps, request, reply);
  const endingHandler = async (request: FastifyRequest, reply: FastifyReply) => {
    const answered = await answer(deps, request, reply);
    deps.audience.look();
    return answered;
  };
  for (const path of reads) {
    api.get(`/api/auth/${path}`, { schema }, handler);
  }
  for (const path of passwordTries) {
    api.post(`/api/auth/${path}`, { schema, config: { rateLimit: signInLimit } }, handler);
  }
  for (const path of writes) {
    api.post(`/api/auth/${path}`, { schema }, endingHandler);
  }
}

async function answer(deps: AuthDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  // A program without cookies may sign in as well; whatever comes from a browser says its origin.
  if (request.headers.origin !== undefined || request.headers.cookie !== undefined) {
    await assertOwnOrigin(deps.settings, request);
  }
  const secure = await needsSecureCookies(deps.settings, request);
  return sendWebResponse(reply, await deps.people.handle(toWebRequest(request), secure));
}

function toWebRequest(request: FastifyRequest): Request {
  const url = askedUrl(request);
  url.pathname = request.routeOptions.url ?? "/";
  url.search = new URL(request.url, url).search;
  const headers = toWebHeaders(request);
  headers.delete("content-length");
  // A program's fetch says this alone; a browser always says the site and its origin as well, and is then looked at.
  if (!["sec-fetch-site", "origin", "cookie"].some((name) => headers.has(name))) headers.delete("sec-fetch-mode");
  const body = request.method === "GET" || request.method === "HEAD" ? null : JSON.stringify(request.body ?? {});
  headers.set("content-type", "application/json");
  return new Request(url, { method: request.method, headers, body });
}
