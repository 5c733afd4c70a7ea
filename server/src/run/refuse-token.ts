import type { Log } from "../base/log.ts";
import type { CredentialsCache, RefusedToken } from "../connection/credentials-cache.ts";
import type { LiveRun } from "./state.ts";

export interface RefuseTokenDeps {
  credentials: Pick<CredentialsCache, "markNeedsReauthentication">;
  log: Pick<Log, "warn">;
}

/** Answers whether that token was still the connection's; then it needs signing in again. */
export async function refuseToken(
  deps: RefuseTokenDeps,
  run: Pick<LiveRun, "accountId">,
  connection: string,
  token: RefusedToken,
): Promise<boolean> {
  const marked = await deps.credentials.markNeedsReauthentication(run.accountId, connection, token);
  deps.log.warn({ connection, marked }, "a connection's token was refused");
  return marked;
}
