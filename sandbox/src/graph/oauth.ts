import { findApp } from "../world/world.ts";
import { GraphError, invalid } from "./error.ts";
import { text } from "./params.ts";
import type { GraphHandler } from "./request.ts";
import { findToken, readToken, type Token } from "./token.ts";

/** `GET /oauth/access_token?grant_type=client_credentials`: an app access token. */
export const getAccessToken: GraphHandler = ({ world }, { params }) => {
  const id = text(params, "client_id");
  if (id === undefined) throw new GraphError("Missing client_id parameter.", { code: 101 });
  const app = findApp(world, id);
  if (!app) throw new GraphError("Error validating application. Cannot get application info.", { code: 101 });
  if (text(params, "client_secret") !== app.secret)
    throw new GraphError("Error validating client secret.", { code: 1 });
  if (text(params, "grant_type") !== "client_credentials") {
    throw invalid("Param grant_type must be client_credentials");
  }
  return { body: { access_token: `${app.id}|${app.secret}`, token_type: "bearer" } };
};

const pageScopes = ["pages_messaging", "pages_manage_metadata", "pages_show_list"];

/** `GET /debug_token`: an unknown token is no error, its answer says so. */
export const debugToken: GraphHandler = ({ world }, { params, authorization }) => {
  readToken(world, params, authorization);
  const input = text(params, "input_token");
  if (input === undefined) throw invalid("The parameter input_token is required");
  const token = findToken(world, input);
  return { body: { data: token ? described(token) : refused } };
};

const refused = {
  error: { code: 190, message: "Invalid OAuth access token - Cannot parse access token" },
  is_valid: false,
  scopes: [],
};

function described(token: Token): Record<string, unknown> {
  const common = { app_id: token.app.id, application: token.app.name, is_valid: true };
  if (token.kind === "app") return { ...common, type: "APP", scopes: [] };
  return {
    ...common,
    type: "PAGE",
    profile_id: token.page.id,
    expires_at: 0,
    data_access_expires_at: 0,
    scopes: pageScopes,
    granular_scopes: pageScopes.map((scope) => ({ scope, target_ids: [token.page.id] })),
  };
}
