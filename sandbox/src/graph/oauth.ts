import type { LoginCode } from "../world/credential-shape.ts";
import { findGrant } from "../world/grants.ts";
import type { App } from "../world/shape.ts";
import { codeLifeMs, issueToken, longLifeMs } from "../world/tokens.ts";
import { findApp, type World } from "../world/world.ts";
import { GraphError, invalid } from "./error.ts";
import { type Params, text } from "./params.ts";
import type { GraphHandler } from "./request.ts";
import { deathOfToken, findToken, unknownToken } from "./token.ts";
import { tokenError } from "./token-error.ts";

/** `/oauth/access_token`: a code, a short-lived token, or the app's own credentials become a token. */
export const getAccessToken: GraphHandler = ({ world }, { params }) => {
  const id = text(params, "client_id");
  if (id === undefined) throw new GraphError("Missing client_id parameter.", { code: 101 });
  const app = findApp(world, id);
  if (!app) throw new GraphError("Error validating application. Cannot get application info.", { code: 101 });
  if (text(params, "client_secret") !== app.secret)
    throw new GraphError("Error validating client secret.", { code: 1 });
  const grantType = text(params, "grant_type");
  if (grantType === "client_credentials") {
    return { body: { access_token: `${app.id}|${app.secret}`, token_type: "bearer" } };
  }
  if (grantType === "fb_exchange_token") return { body: longLived(world, app, params) };
  if (grantType !== undefined && grantType !== "authorization_code") {
    throw invalid(`Param grant_type ${grantType} is not known`);
  }
  return { body: forCode(world, app, params) };
};

function forCode(world: World, app: App, params: Params): unknown {
  const value = text(params, "code");
  if (value === undefined) throw invalid("The parameter code is required");
  const code = world.state.codes.find((known) => known.value === value);
  if (!code || code.appId !== app.id) throw refusedCode("Invalid verification code format.");
  if (code.used) throw refusedCode("This authorization code has been used.", 36_009);
  if (world.now() - code.issuedAt >= codeLifeMs) throw refusedCode("This authorization code has expired.", 36_007);
  if (text(params, "redirect_uri") !== code.redirectUri) {
    throw refusedCode(
      "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
      36_008,
    );
  }
  code.used = true;
  return tokenFor(world, app, code);
}

const refusedCode = (words: string, subcode?: number): GraphError => new GraphError(words, { code: 100, subcode });

function tokenFor(world: World, app: App, code: LoginCode): unknown {
  // The person may have taken the app out again between the dialog and now.
  if (!findGrant(world, app.id, code.personId, code.through)) throw tokenError("app-removed", null, world.now());
  return issued(world, code, code.tokenLifeMs);
}

function longLived(world: World, app: App, params: Params): unknown {
  const value = text(params, "fb_exchange_token");
  if (value === undefined) throw invalid("The parameter fb_exchange_token is required");
  const token = findToken(world, value);
  if (!token) throw unknownToken(value);
  const death = deathOfToken(world, token);
  if (death) throw tokenError(death, token.kind === "app" ? null : (token.issued?.expiresAt ?? null), world.now());
  if (token.kind !== "user" || token.app.id !== app.id) {
    throw invalid("Param fb_exchange_token must be a user access token of this app");
  }
  return issued(world, token.issued, longLifeMs);
}

function issued(
  world: World,
  whose: Pick<LoginCode, "appId" | "personId" | "through">,
  lifeMs: number | null,
): Record<string, unknown> {
  const token = issueToken(world, whose, { kind: whose.through, pageId: null, lifeMs });
  world.publish({ type: "world" });
  return {
    access_token: token.value,
    token_type: "bearer",
    ...(lifeMs === null ? {} : { expires_in: lifeMs / 1000 }),
  };
}
