import { firstSignIn } from "@velodrome/contract";
import { useFirstSignInLink } from "../account/first-administrator.ts";
import type { People } from "../account/people.ts";
import type { Settings } from "../account/settings.ts";
import type { Database } from "../db/database.ts";
import type { Api } from "./api.ts";
import { needsSecureCookies } from "./cookie-safety.ts";
import { signInLimit } from "./sign-in-limit.ts";
import { sendWebResponse, toWebHeaders } from "./web-headers.ts";

export interface FirstSignInDeps {
  database: Database;
  people: People;
  settings: Settings;
}

/** What the page behind the first sign-in link sends: makes the administrator and signs them in. */
export function registerFirstSignIn(api: Api, deps: FirstSignInDeps): void {
  api.post(
    "/api/first-sign-in",
    { schema: { hide: true, body: firstSignIn }, config: { rateLimit: signInLimit } },
    async (request, reply) => {
      await useFirstSignInLink(deps.database, request.body);
      const { email, password } = request.body;
      const secure = await needsSecureCookies(deps.settings, request);
      const response = await deps.people.signIn({ email, password }, toWebHeaders(request), secure);
      return sendWebResponse(reply, response);
    },
  );
}
