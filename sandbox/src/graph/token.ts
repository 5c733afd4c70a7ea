import { createHmac } from "node:crypto";
import type { IssuedToken, TokenDeath } from "../world/credential-shape.ts";
import type { App, Page, Person } from "../world/shape.ts";
import { deathOf } from "../world/tokens.ts";
import { findApp, findPage, findPerson, type World } from "../world/world.ts";
import { GraphError, unsupported } from "./error.ts";
import { type Params, text } from "./params.ts";
import { tokenError } from "./token-error.ts";

export interface PageToken {
  kind: "page";
  value: string;
  app: App;
  page: Page;
  /** null = the Page had it from the beginning, with every permission. */
  issued: IssuedToken | null;
}

/** Of a person who signed in, or of the system user their business gave the app. */
export interface HolderToken {
  kind: "user" | "system-user";
  value: string;
  app: App;
  person: Person;
  issued: IssuedToken;
}

export interface AppToken {
  kind: "app";
  value: string;
  app: App;
}

export type Token = PageToken | HolderToken | AppToken;

/** Whose token this is, also when it is dead. */
export function findToken(world: World, value: string): Token | null {
  const issued = world.state.tokens.find((candidate) => candidate.value === value);
  if (issued) return issuedToken(world, issued);
  const page = world.state.pages.find((candidate) => candidate.accessToken === value);
  const owner = page?.tokenAppId ? findApp(world, page.tokenAppId) : undefined;
  if (page && owner) return { kind: "page", value, app: owner, page, issued: null };
  const app = world.state.apps.find((candidate) => `${candidate.id}|${candidate.secret}` === value);
  return app ? { kind: "app", value, app } : null;
}

function issuedToken(world: World, issued: IssuedToken): Token | null {
  const app = findApp(world, issued.appId);
  if (!app) return null;
  const common = { value: issued.value, app, issued };
  if (issued.kind === "page") {
    const page = findPage(world, issued.pageId ?? "");
    return page ? { kind: "page", page, ...common } : null;
  }
  const person = findPerson(world, issued.personId);
  return person ? { kind: issued.kind, person, ...common } : null;
}

export function deathOfToken(world: World, token: Token): TokenDeath | null {
  if (token.kind === "app") return null;
  return token.issued ? deathOf(world, token.issued) : token.kind === "page" ? token.page.tokenDeath : null;
}

export function tokenValue(params: Params, authorization: string | undefined): string | undefined {
  return text(params, "access_token") ?? /^(?:Bearer|OAuth) +(\S+)$/i.exec(authorization ?? "")?.[1];
}

/** @throws GraphError when there is no token, an unknown or dead one, or a proof that does not belong to it */
export function readToken(world: World, params: Params, authorization: string | undefined): Token {
  const value = tokenValue(params, authorization);
  if (value === undefined) {
    throw new GraphError("An access token is required to request this resource.", { code: 104 });
  }
  const token = findToken(world, value);
  if (!token) throw unknownToken(value);
  const death = deathOfToken(world, token);
  if (death) throw tokenError(death, token.kind === "app" ? null : (token.issued?.expiresAt ?? null), world.now());
  checkProof(token, text(params, "appsecret_proof"));
  return token;
}

export function unknownToken(value: string): GraphError {
  // An app's id with another secret: what is left of an app token after the secret was reset.
  const what = /^\d+\|/.test(value) ? "token signature." : "token - Cannot parse access token";
  return new GraphError(`Invalid OAuth access ${what}`, { code: 190 });
}

function checkProof(token: Token, proof: string | undefined): void {
  if (proof === undefined) {
    // Who has an app token has the secret: there is nothing left to prove.
    if (!token.app.requireProof || token.kind === "app") return;
    throw new GraphError("API calls from the server require an appsecret_proof argument", {
      code: 100,
      type: "GraphMethodException",
    });
  }
  const right = createHmac("sha256", token.app.secret).update(token.value).digest("hex");
  if (proof !== right) {
    throw new GraphError("Invalid appsecret_proof provided in the API argument", { code: 100 });
  }
}

/** The token of the Page that `me` or a Page id in the path means. */
export function pageTokenOf(token: Token, method: string, node: string): PageToken {
  if (token.kind !== "page") throw needsPageToken();
  if (node === "me" || node === token.page.id) return token;
  throw unsupported(method, node);
}

export const needsPageToken = (): GraphError =>
  new GraphError("(#210) A page access token is required to request this resource.", { code: 210 });

/** The app in the path; only its own app token opens it. */
export function appOf(token: Token, method: string, node: string): App {
  if (token.kind !== "app") {
    throw new GraphError("(#15) This method must be called with an app access_token.", { code: 15 });
  }
  if (node !== token.app.id) throw unsupported(method, node);
  return token.app;
}
