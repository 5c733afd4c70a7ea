import type { Through } from "../world/credential-shape.ts";
import type { App, Configuration } from "../world/shape.ts";
import { longLifeMs, shortLifeMs } from "../world/tokens.ts";
import { findApp, type World } from "../world/world.ts";
import { alwaysGranted, permissionWords } from "./permissions.ts";

/** Why there is no dialog. Told here, to the person; the app never hears of it, as it is at Meta. */
export class DialogRefusal extends Error {
  override readonly name = "DialogRefusal";
  readonly appId: string | null;

  constructor(message: string, appId: string | null) {
    super(message);
    this.appId = appId;
  }
}

export interface DialogRequest {
  app: App;
  redirectUri: string;
  state: string | null;
  through: Through;
  permissions: string[];
  /** Login for Business: everything or nothing. */
  isAllOrNothing: boolean;
  /** Ask again for what was declined before. */
  isRerequest: boolean;
  /** How long the token lives that the code is exchanged for; null = for ever. */
  tokenLifeMs: number | null;
}

/** @throws DialogRefusal */
export function readDialog(world: World, query: URLSearchParams): DialogRequest {
  const app = findApp(world, query.get("client_id") ?? "");
  if (!app)
    throw new DialogRefusal("The app (client_id) is not known. Compare it with the App ID of the App Dashboard.", null);
  const redirectUri = checkRedirect(app, query.get("redirect_uri"));
  const responseType = query.get("response_type") ?? "code";
  if (responseType !== "code") throw refusal(app, `The response_type ${responseType} is not served here: use code.`);
  const common = {
    app,
    redirectUri,
    state: query.get("state"),
    isRerequest: (query.get("auth_type") ?? "").split(",").includes("rerequest"),
  };
  const configId = query.get("config_id");
  if (app.login === "classic") {
    if (configId !== null)
      throw refusal(app, "This app uses Facebook Login, which knows no config_id: ask for a scope.");
    const permissions = scopes(app, query.get("scope"));
    return { ...common, through: "user", permissions, isAllOrNothing: false, tokenLifeMs: shortLifeMs };
  }
  const configuration = checkConfiguration(app, configId, query);
  const isSystem = configuration.through === "system-user";
  const systemLifeMs = configuration.expires === "never" ? null : longLifeMs;
  return {
    ...common,
    through: configuration.through,
    permissions: withProfile(configuration.permissions),
    isAllOrNothing: true,
    tokenLifeMs: isSystem ? systemLifeMs : shortLifeMs,
  };
}

const refusal = (app: App, message: string): DialogRefusal => new DialogRefusal(message, app.id);

/** To the letter: no other query, no slash more or less. */
function checkRedirect(app: App, given: string | null): string {
  if (given === null || given === "") throw refusal(app, "The parameter redirect_uri is missing.");
  if (app.redirectUris.includes(given)) return given;
  throw refusal(app, `URL blocked: ${given} is not among the app's Valid OAuth Redirect URIs.`);
}

function scopes(app: App, given: string | null): string[] {
  const asked = (given ?? "").split(/[\s,]+/).filter((scope) => scope !== "");
  const unknown = asked.filter((scope) => !permissionWords.has(scope));
  if (unknown.length > 0) throw refusal(app, `Invalid scopes: ${unknown.join(", ")}.`);
  return withProfile(asked);
}

const withProfile = (permissions: string[]): string[] => [...new Set([alwaysGranted, ...permissions])];

function checkConfiguration(app: App, id: string | null, query: URLSearchParams): Configuration {
  if (id === null) throw refusal(app, "This app uses Facebook Login for Business, which needs a config_id.");
  const configuration = app.configurations.find((each) => each.id === id);
  if (!configuration) throw refusal(app, `The app has no configuration ${id}.`);
  const overrides = query.get("response_type") === "code" && query.get("override_default_response_type") === "true";
  if (configuration.through === "system-user" && !overrides) {
    throw refusal(
      app,
      "This configuration yields a system user's token: it needs response_type=code and override_default_response_type=true.",
    );
  }
  return configuration;
}
