import { tokenAnswer, tokenRequest, type TokenRequest } from "@velodrome/contract";
import { type ApiClientDeps, issueToken } from "../account/api-clients.ts";
import { AppError } from "../base/app-error.ts";
import type { Api } from "./api.ts";
import { signInLimit } from "./sign-in-limit.ts";

/** OAuth 2.0 client credentials, as a form (RFC 6749) or as JSON; its errors are in our own form. */
export async function registerOAuthToken(api: Api, deps: ApiClientDeps): Promise<void> {
  await api.register(async (scope: Api) => {
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string" },
      (_request: unknown, body: string, done: (error: null, fields: unknown) => void) => {
        done(null, Object.fromEntries(new URLSearchParams(body)));
      },
    );
    scope.post(
      "/oauth/token",
      {
        schema: {
          tags: ["API clients"],
          summary: "Get a bearer token by client credentials",
          body: tokenRequest,
          response: { 200: tokenAnswer },
        },
        config: { rateLimit: signInLimit },
      },
      async (request, reply) => {
        const token = await issueToken(deps, readCredentials(request.body, request.headers.authorization));
        return reply.header("cache-control", "no-store").send(token);
      },
    );
  });
}

/** By HTTP Basic or in the body. Ours need no form-encoding in either. */
function readCredentials(body: TokenRequest, authorization: string | undefined): { id: string; secret: string } {
  const basic = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization ?? "")?.[1];
  const [id, secret] =
    basic === undefined ? [body.client_id, body.client_secret] : Buffer.from(basic, "base64").toString().split(":", 2);
  if (id === undefined || secret === undefined) {
    throw new AppError("invalid_request", {
      message: "Send client_id and client_secret, in the body or by HTTP Basic.",
    });
  }
  return { id, secret };
}
