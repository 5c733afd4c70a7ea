import { z } from "zod";
import { finishSignIn } from "../connection/sign-in-finish.ts";
import type { Api } from "./api.ts";
import { readConnectCookie } from "./connect-cookie.ts";
import type { ConnectPageDeps } from "./connect-page-deps.ts";

/** Applications say what they like; of what comes twice the first counts. */
const query = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** Where every application's dialog leads back to. What came of it is shown on the sign-in's own page, so that nothing of it stays in the address. */
export function registerConnectorCallback(pages: Api, deps: ConnectPageDeps): void {
  pages.get("/connector/callback", { schema: { hide: true, querystring: query } }, async (request, reply) => {
    const { state, ...rest } = Object.fromEntries(
      Object.entries(request.query).map(([name, value]) => [name, [value].flat()[0] ?? ""]),
    );
    const signIn = await finishSignIn(deps, { state, cookie: readConnectCookie(request), query: rest });
    return reply
      .header("referrer-policy", "no-referrer")
      .header("cache-control", "no-store")
      .redirect(`/connect/at/${signIn.id}`, 303);
  });
}
