import { createHmac } from "node:crypto";
import type { App, Page } from "../world/shape.ts";
import { findApp, type World } from "../world/world.ts";
import { GraphError, unsupported } from "./error.ts";
import { type Params, text } from "./params.ts";

export type Token = { kind: "page"; value: string; app: App; page: Page } | { kind: "app"; value: string; app: App };

export function findToken(world: World, value: string): Token | null {
  const page = world.state.pages.find((candidate) => candidate.accessToken === value);
  const owner = page && findApp(world, page.tokenAppId);
  if (page && owner) return { kind: "page", value, app: owner, page };
  const app = world.state.apps.find((candidate) => `${candidate.id}|${candidate.secret}` === value);
  return app ? { kind: "app", value, app } : null;
}

export function tokenValue(params: Params, authorization: string | undefined): string | undefined {
  return text(params, "access_token") ?? /^(?:Bearer|OAuth) +(\S+)$/i.exec(authorization ?? "")?.[1];
}

/** @throws GraphError when there is no token, an unknown one, or a proof that does not belong to it */
export function readToken(world: World, params: Params, authorization: string | undefined): Token {
  const value = tokenValue(params, authorization);
  if (value === undefined) {
    throw new GraphError("An access token is required to request this resource.", { code: 104 });
  }
  const token = findToken(world, value);
  if (!token) {
    throw new GraphError("Invalid OAuth access token - Cannot parse access token", { code: 190 });
  }
  checkProof(token, text(params, "appsecret_proof"));
  return token;
}

function checkProof(token: Token, proof: string | undefined): void {
  if (proof === undefined) return;
  const right = createHmac("sha256", token.app.secret).update(token.value).digest("hex");
  if (proof !== right) {
    throw new GraphError("Invalid appsecret_proof provided in the API argument", { code: 100 });
  }
}

/** The Page that `me` or a Page id in the path means, if the token may speak for it. */
export function pageOf(token: Token, method: string, node: string): Page {
  if (token.kind === "page" && (node === "me" || node === token.page.id)) return token.page;
  throw unsupported(method, node);
}

/** The app in the path; only its own app token opens it. */
export function appOf(token: Token, method: string, node: string): App {
  if (token.kind !== "app") {
    throw new GraphError("(#15) This method must be called with an app access_token.", { code: 15 });
  }
  if (node !== token.app.id) throw unsupported(method, node);
  return token.app;
}
