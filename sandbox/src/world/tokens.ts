import type { Grant, IssuedToken, LoginCode, Through, TokenDeath } from "./credential-shape.ts";
import type { World } from "./world.ts";

const hourMs = 3_600_000;

export const shortLifeMs = 2 * hourMs;
export const longLifeMs = 60 * 24 * hourMs;
export const codeLifeMs = 10 * 60_000;

// A page token that comes of a short-lived token lives an hour; of a long-lived one, or a system user's, for ever.
const derivedPageLifeMs = hourMs;

const keptTokens = 2000;
const keptCodes = 200;

type Whose = Pick<IssuedToken, "appId" | "personId" | "through">;

/** Tells nobody by itself: a call may issue many. */
export function issueToken(
  world: World,
  whose: Whose,
  what: { kind: IssuedToken["kind"]; pageId: string | null; lifeMs: number | null },
): IssuedToken {
  const now = world.now();
  const token: IssuedToken = {
    id: world.newId("t_"),
    value: world.newId("EAA"),
    kind: what.kind,
    through: whose.through,
    appId: whose.appId,
    personId: whose.personId,
    pageId: what.pageId,
    issuedAt: now,
    expiresAt: what.lifeMs === null ? null : now + what.lifeMs,
    death: null,
  };
  const { tokens } = world.state;
  tokens.push(token);
  if (tokens.length > keptTokens) tokens.shift();
  return token;
}

/** The Page token that belongs to a user token: the same one each time it is asked for, while it lives. */
export function derivePageToken(world: World, parent: IssuedToken, pageId: string): IssuedToken {
  const lives = isLongLived(parent);
  const known = world.state.tokens.find(
    (token) =>
      token.kind === "page" &&
      token.pageId === pageId &&
      token.appId === parent.appId &&
      token.personId === parent.personId &&
      token.through === parent.through &&
      token.death === null &&
      token.issuedAt >= parent.issuedAt &&
      (lives ? token.expiresAt === null : token.expiresAt !== null && token.expiresAt > world.now()),
  );
  return known ?? issueToken(world, parent, { kind: "page", pageId, lifeMs: lives ? null : derivedPageLifeMs });
}

const isLongLived = (token: IssuedToken): boolean =>
  token.expiresAt === null || token.expiresAt - token.issuedAt > shortLifeMs;

export function issueCode(world: World, grant: Grant, redirectUri: string, tokenLifeMs: number | null): LoginCode {
  const { appId, personId, through } = grant;
  const value = world.newId("AQ");
  const code: LoginCode = {
    value,
    appId,
    personId,
    through,
    redirectUri,
    tokenLifeMs,
    issuedAt: world.now(),
    used: false,
  };
  world.state.codes.push(code);
  if (world.state.codes.length > keptCodes) world.state.codes.shift();
  world.publish({ type: "world" });
  return code;
}

/** Why a token is of no use any more, or null while it is. */
export function deathOf(world: World, token: IssuedToken): TokenDeath | null {
  if (token.death) return token.death;
  return token.expiresAt !== null && token.expiresAt <= world.now() ? "expired" : null;
}

/** Ends every token that fits and still lives; the first death is the one that is told. */
export function killTokens(world: World, death: TokenDeath, fits: (token: IssuedToken) => boolean): number {
  const dying = world.state.tokens.filter((token) => token.death === null && fits(token));
  for (const token of dying) token.death = death;
  world.publish({ type: "world" });
  return dying.length;
}

export interface Holder {
  personId: string;
  appId?: string;
  through?: Through;
}

export function isHeldBy(token: IssuedToken, { personId, appId, through }: Holder): boolean {
  return (
    token.personId === personId &&
    (appId === undefined || token.appId === appId) &&
    (through === undefined || token.through === through)
  );
}
