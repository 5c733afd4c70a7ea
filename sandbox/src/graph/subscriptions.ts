import { isAllowedAddress } from "../webhook/address.ts";
import { saveCallback } from "../webhook/callback.ts";
import type { App, Page } from "../world/shape.ts";
import { GraphError, invalid, unsupported } from "./error.ts";
import { pageFields } from "./page-fields.ts";
import { checkMaySubscribe } from "./page-access.ts";
import { list, type Params, text } from "./params.ts";
import type { GraphHandler } from "./request.ts";
import { appOf, needsPageToken, type PageToken, pageTokenOf, readToken, type Token } from "./token.ts";

export const getSubscribedApps: GraphHandler = ({ world }, { params, authorization, method, node }) => {
  const { page } = subscriberOf(readToken(world, params, authorization), method, node);
  const data = page.apps.map((link) => ({
    category: "Business",
    name: world.state.apps.find((app) => app.id === link.id)?.name ?? link.id,
    id: link.id,
    subscribed_fields: link.fields,
  }));
  return { body: { data }, about: { pageId: page.id } };
};

/** The given list takes the place of the old one: every client sends the whole list. */
export const postSubscribedApps: GraphHandler = ({ world }, { params, authorization, method, node }) => {
  const token = subscriberOf(readToken(world, params, authorization), method, node);
  const fields = checkFields(list(params, "subscribed_fields"), "subscribed_fields");
  checkMaySubscribe(world, token, fields);
  subscribePage(token.page, token.app.id, fields);
  world.publish({ type: "world" });
  return { body: { success: true }, about: { pageId: token.page.id } };
};

/** With a Page token the token's app leaves the Page; an app token may do so for itself too. */
export const deleteSubscribedApps: GraphHandler = ({ world }, { params, authorization, method, node }) => {
  const token = readToken(world, params, authorization);
  const page =
    token.kind === "app"
      ? world.state.pages.find((known) => known.id === node)
      : subscriberOf(token, method, node).page;
  if (!page) throw unsupported(method, node);
  if (token.kind === "page") checkMaySubscribe(world, token, []);
  page.apps = page.apps.filter((link) => link.id !== token.app.id);
  world.publish({ type: "world" });
  return { body: { success: true }, about: { pageId: page.id } };
};

/** Only a Page's own token speaks for its subscriptions; a system user's is told so in a way of its own. */
function subscriberOf(token: Token, method: string, node: string): PageToken {
  if (token.kind === "system-user") {
    const words =
      "Error validating access token: A Page access token is required for this call for the new Pages experience.";
    throw new GraphError(words, { code: 190, subcode: 2_069_032 });
  }
  if (token.kind === "app") throw needsPageToken();
  return pageTokenOf(token, method, node);
}

export function subscribePage(page: Page, appId: string, fields: string[]): void {
  const link = page.apps.find((known) => known.id === appId);
  if (link) link.fields = fields;
  else page.apps.push({ id: appId, fields });
}

function checkFields(fields: string[] | undefined, name: string): string[] {
  if (!fields || fields.length === 0) throw invalid(`The parameter ${name} is required`);
  const wrong = fields.findIndex((field) => !pageFields.has(field));
  if (wrong >= 0) throw invalid(`Param ${name}[${wrong}] must be one of {${[...pageFields].join(", ")}}`);
  return [...new Set(fields)];
}

export const getSubscriptions: GraphHandler = ({ world }, { params, authorization, method, node }) => {
  const app = appOf(readToken(world, params, authorization), method, node);
  return { body: { data: app.callback ? [subscription(app, app.callback)] : [] } };
};

function subscription(app: App, callback: NonNullable<App["callback"]>): Params {
  return {
    object: "page",
    callback_url: callback.url,
    active: callback.state === "verified",
    fields: app.fields.map((name) => ({ name, version: "v26.0" })),
  };
}

export const postSubscriptions: GraphHandler = async (deps, { params, authorization, method, node }) => {
  const app = appOf(readToken(deps.world, params, authorization), method, node);
  checkObject(params);
  const url = text(params, "callback_url");
  const verifyToken = text(params, "verify_token");
  if (url === undefined || !isAllowedAddress(url)) throw invalid("Param callback_url must be a valid URL", undefined);
  if (verifyToken === undefined) throw invalid("The parameter verify_token is required");
  const fields = checkFields(list(params, "fields"), "fields");
  try {
    await saveCallback(deps, app, { url, verifyToken, fields });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `(#2200) Callback verification failed with the following errors: ${reason}`;
    throw new GraphError(message, { code: 2200 });
  }
  return { body: { success: true } };
};

/** With `fields` only these go; without, the whole subscription. */
export const deleteSubscriptions: GraphHandler = ({ world, courier }, { params, authorization, method, node }) => {
  const app = appOf(readToken(world, params, authorization), method, node);
  if (text(params, "object") !== undefined) checkObject(params);
  const gone = list(params, "fields");
  app.fields = gone ? app.fields.filter((field) => !gone.includes(field)) : [];
  if (app.fields.length === 0) app.callback = null;
  world.publish({ type: "world" });
  courier.kick();
  return { body: { success: true } };
};

function checkObject(params: Params): void {
  const given = text(params, "object");
  if (given === undefined) throw invalid("The parameter object is required");
  if (given !== "page") throw invalid(`Param object ${given}: this stand-in sends webhooks for the object page only`);
}
