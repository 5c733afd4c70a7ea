import { appScopedId, findGrant, grantedPages, systemUserId } from "../world/grants.ts";
import type { Grant, IssuedToken } from "../world/credential-shape.ts";
import type { World } from "../world/world.ts";
import { GraphError, invalid } from "./error.ts";
import { text } from "./params.ts";
import type { GraphHandler } from "./request.ts";
import { deathOfToken, findToken, readToken, type Token, unknownToken } from "./token.ts";
import { tokenError } from "./token-error.ts";

const dataAccessMs = 90 * 86_400_000;

/** `GET /debug_token`: a dead or unknown token is no error of the call, its answer says so. */
export const debugToken: GraphHandler = ({ world }, { params, authorization }) => {
  const viewer = readToken(world, params, authorization);
  if (viewer.kind !== "app") {
    const words =
      "(#100) You must provide an app access token, or a user access token that is an owner or developer of the app";
    throw new GraphError(words, { code: 100 });
  }
  const input = text(params, "input_token");
  if (input === undefined) throw invalid("The parameter input_token is required");
  const token = findToken(world, input);
  if (!token) return { body: { data: refused(unknownToken(input)) } };
  if (token.app.id !== viewer.app.id) throw invalid("The App_id in the input_token did not match the Viewing App");
  return { body: { data: described(world, token) } };
};

const refused = (error: GraphError) => ({
  error: { code: error.problem.code, message: error.message, subcode: error.problem.subcode },
  is_valid: false,
  scopes: [],
});

function described(world: World, token: Token): Record<string, unknown> {
  const common = { app_id: token.app.id, application: token.app.name };
  if (token.kind === "app") return { ...common, type: "APP", is_valid: true, scopes: [] };
  const death = deathOfToken(world, token);
  const state = death
    ? refused(tokenError(death, token.issued?.expiresAt ?? null, world.now()))
    : { is_valid: true, ...scopesOf(world, token) };
  const profile = token.kind === "page" ? { profile_id: token.page.id } : {};
  const type = { page: "PAGE", user: "USER", "system-user": "SYSTEM_USER" }[token.kind];
  return { ...common, type, ...profile, ...timesOf(world, token.issued), ...state };
}

function timesOf(world: World, issued: IssuedToken | null): Record<string, unknown> {
  if (!issued) return { expires_at: 0, data_access_expires_at: 0 };
  const { appId, personId, through } = issued;
  const grant = findGrant(world, appId, personId, through);
  return {
    user_id: (through === "user" ? appScopedId : systemUserId)(appId, personId),
    issued_at: seconds(issued.issuedAt),
    expires_at: issued.expiresAt === null ? 0 : seconds(issued.expiresAt),
    data_access_expires_at: through === "user" && grant ? seconds(grant.at + dataAccessMs) : 0,
  };
}

const seconds = (ms: number): number => Math.floor(ms / 1000);

const seededScopes = ["pages_messaging", "pages_manage_metadata", "pages_show_list"];

function scopesOf(world: World, token: Exclude<Token, { kind: "app" }>): Record<string, unknown> {
  if (token.issued) {
    const { appId, personId, through } = token.issued;
    const grant = findGrant(world, appId, personId, through);
    return { scopes: grant?.granted ?? [], granular_scopes: grant ? granularScopes(world, grant) : [] };
  }
  const granular = token.kind === "page" ? seededScopes.map((scope) => ({ scope, target_ids: [token.page.id] })) : [];
  return { scopes: seededScopes, granular_scopes: granular };
}

/** `target_ids` absent = all of them, so a permission that reaches no Page is left out altogether. */
function granularScopes(world: World, grant: Grant): { scope: string; target_ids?: string[] }[] {
  const scopes = grant.granted.filter((permission) => permission.startsWith("pages_"));
  if (grant.pageIds === "all") return scopes.map((scope) => ({ scope }));
  const targets = grantedPages(world, grant).map(({ id }) => id);
  return targets.length === 0 ? [] : scopes.map((scope) => ({ scope, target_ids: targets }));
}
