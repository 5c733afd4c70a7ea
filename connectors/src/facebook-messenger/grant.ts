import { ConnectorError, type Grant, type GrantContext, type OAuthTokens } from "@velodrome/kit";
import { asId } from "./field.ts";
import { callGraphWith, callTokenEndpoint } from "./graph-call.ts";
import { inspectToken } from "./inspect-token.ts";
import { missingPermissions } from "./permission.ts";

/** Makes the token last, and asks Facebook whose it is and what was granted. */
export async function completeGrant(context: GrantContext): Promise<Grant> {
  const accessToken = await longLivedToken(context);
  const facts = await inspectToken(context, accessToken);
  if (!facts.valid) {
    throw new ConnectorError(facts.fault?.code ?? "token_invalid", {
      message: facts.fault?.message ?? "Facebook does not take its own token. Sign in again.",
      kind: "terminal",
      reauthenticate: true,
    });
  }
  const tokens: OAuthTokens = { accessToken, refreshToken: null, expiresAt: facts.expiresAt };
  return { tokens, ...(await whoAndWhat({ ...context, tokens }, facts)) };
}

async function whoAndWhat(
  context: GrantContext,
  { scopes, personId }: { scopes: readonly string[]; personId: string | null },
): Promise<Omit<Grant, "tokens">> {
  const me = await callGraphWith(context, context.tokens.accessToken, {
    method: "GET",
    path: "me",
    query: { fields: "id,name" },
  });
  const id = asId(me.id) ?? personId;
  return {
    person: id === null ? null : { id, name: typeof me.name === "string" ? me.name : null },
    scopes,
    missing: missingPermissions(scopes, context.setup.configId),
  };
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
