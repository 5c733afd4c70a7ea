import { ConnectorError, type Grant, type GrantContext, type OAuthTokens, type TokenFacts } from "@velodrome/kit";
import { asFields, asId } from "./field.ts";
import { callGraphWith, callTokenEndpoint } from "./graph-call.ts";
import { inspectToken } from "./inspect-token.ts";
import { missingPermissions } from "./permission.ts";

/** Makes the token last, and asks Facebook whose it is and what was granted. */
export async function completeGrant(context: GrantContext): Promise<Grant> {
  const accessToken = await longLivedToken(context);
  const facts = await unlessUnknown(inspectToken(context, accessToken));
  if (facts !== null && !facts.valid) {
    throw new ConnectorError(facts.fault?.code ?? "token_invalid", {
      message: facts.fault?.message ?? "Facebook does not take its own token. Sign in again.",
      kind: "terminal",
      reauthenticate: true,
    });
  }
  const tokens: OAuthTokens = { accessToken, refreshToken: null, expiresAt: facts?.expiresAt ?? null };
  return { tokens, ...(await whoAndWhat({ ...context, tokens }, facts)) };
}

async function whoAndWhat(
  context: GrantContext,
  facts: Pick<TokenFacts, "scopes" | "personId"> | null,
): Promise<Omit<Grant, "tokens">> {
  const { accessToken } = context.tokens;
  const me = await callGraphWith(context, accessToken, { method: "GET", path: "me", query: { fields: "id,name" } });
  const id = asId(me.id) ?? facts?.personId ?? null;
  const scopes = facts?.scopes.length ? facts.scopes : await grantedPermissions(context);
  return {
    person: id === null ? null : { id, name: typeof me.name === "string" ? me.name : null },
    scopes,
    missing: scopes === null ? [] : missingPermissions(scopes, context.setup.configId),
  };
}

/** Asked in the person's name; null where that is not told either: then the calls themselves will tell. */
async function grantedPermissions(context: GrantContext): Promise<string[] | null> {
  const call = { method: "GET", path: "me/permissions" } as const;
  const reply = await unlessUnknown(callGraphWith(context, context.tokens.accessToken, call));
  if (!Array.isArray(reply?.data)) return null;
  const granted = reply.data.map(asFields).filter((row) => row?.status === "granted");
  return granted.flatMap((row) => (typeof row?.permission === "string" ? [row.permission] : []));
}

/** Null from a Graph API that does not know the question, as stand-ins do. A dead token or wrong pair is no such thing. */
async function unlessUnknown<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    const isVerdict =
      !(error instanceof ConnectorError) ||
      error.kind !== "terminal" ||
      error.reauthenticate ||
      "field" in error.details;
    if (isVerdict) throw error;
    return null;
  }
}

/** A Page's token lasts only when it comes of a long-lived one. */
async function longLivedToken(context: GrantContext): Promise<string> {
  const { accessToken, expiresAt } = context.tokens;
  const { configId, systemUser } = context.setup;
  // A system user's token cannot be exchanged; one that a configuration gives without an end would get one.
  if (systemUser || (configId !== null && expiresAt === null)) return accessToken;
  const query = { grant_type: "fb_exchange_token", fb_exchange_token: accessToken };
  const reply = await callTokenEndpoint(context, query);
  if (typeof reply.access_token === "string" && reply.access_token !== "") return reply.access_token;
  throw new ConnectorError("not_graph", {
    message: "Asked for a long-lived token, the Graph API gave none. Check the Setup's Graph address.",
    kind: "terminal",
  });
}
